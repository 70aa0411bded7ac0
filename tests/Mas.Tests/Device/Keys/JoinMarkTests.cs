using Mas.Device.Keys;
using Mas.Tests.Federation;

namespace Mas.Tests.Device.Keys;

public sealed class JoinMarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JoinMarkTests() => Directory.CreateDirectory(_folder.Path);

    [Fact]
    public void AFolderRemembersTheServerAndTheKeyThatItTook()
    {
        Assert.False(Mark().IsSet);

        var first = Mark();
        first.Set();

        Assert.True(first.IsSet);
        Assert.True(Mark().IsSet);
        Assert.True(Mark("https://fleet.example.org/path").IsSet);
        Assert.False(Mark("https://other.example.org").IsSet);
        Assert.False(Mark(device: "another").IsSet);
    }

    public void Dispose() => _folder.Dispose();

    private JoinMark Mark(string server = "https://fleet.example.org", string device = "one") =>
        new(_folder.Path, new Uri(server), device);
}
