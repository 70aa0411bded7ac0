using Mas.Learning;
using Mas.Server.Certificates;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Certificates;

public sealed class DevelopmentCertificateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();

    [Fact]
    public void ItIsForItsNamesAndItsDays()
    {
        DevelopmentCertificate.Write(_folder.Path, ["fleet.example.org", "192.0.2.7", "::1"], 30, _clock);
        using var read = ServerCertificate.Read(
            _folder[DevelopmentCertificate.CertificateFile], _folder[DevelopmentCertificate.KeyFile]);

        Assert.Equal(
            [true, true, true, false, false, false],
            ((string[])["FLEET.example.org", "192.0.2.7", "[::1]", "example.org", "192.0.2.8", "a b"]).Select(read.Names));
        Assert.True(read.Own.HasPrivateKey);
        Assert.Equal(_clock.Now.AddDays(30).UtcDateTime, read.Own.NotAfter.ToUniversalTime(), TimeSpan.FromSeconds(1));
        Assert.Equal(_clock.Now.AddDays(-1).UtcDateTime, read.Own.NotBefore.ToUniversalTime(), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void TheKeyIsForItsOwnersEyesAlone()
    {
        DevelopmentCertificate.Write(_folder["new"], ["localhost"], 1, _clock);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(_folder["new"], DevelopmentCertificate.KeyFile)));
        }
    }

    [Theory]
    [InlineData(DevelopmentCertificate.CertificateFile)]
    [InlineData(DevelopmentCertificate.KeyFile)]
    public void NothingIsOverwritten(string present)
    {
        File.WriteAllText(_folder[present], "mine");

        var fault = Assert.Throws<InputException>(
            () => DevelopmentCertificate.Write(_folder.Path, ["localhost"], 1, _clock));

        Assert.Contains($"{_folder[present]} already exists", fault.Message);
        Assert.Equal("mine", File.ReadAllText(_folder[present]));
        Assert.Single(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void OfManyMadeAtOnceInOneFolderOneIsThereWithItsOwnKey()
    {
        var made = new int[4];
        var threads = made.Select((_, number) => new Thread(() =>
        {
            try
            {
                DevelopmentCertificate.Write(_folder.Path, [$"server{number}"], 1, _clock);
                made[number] = 1;
            }
            catch (InputException taken)
            {
                Assert.Contains("already exists", taken.Message);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(1, made.Sum());
        using var read = ServerCertificate.Read(
            _folder[DevelopmentCertificate.CertificateFile], _folder[DevelopmentCertificate.KeyFile]);
        Assert.True(read.Names($"server{Array.IndexOf(made, 1)}"));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    public void Dispose() => _folder.Dispose();
}
