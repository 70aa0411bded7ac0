using Mas.Learning;
using Mas.Server.Certificates;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Certificates;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly CertificateFolder _made = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void CertificateAndKeyMayBeOneFileAndOthersMayFollow()
    {
        using var other = new CertificateFolder("localhost");
        var both = _folder["both.pem"];
        File.WriteAllText(both, string.Concat(
            ((string[])[_made.Path, _made.KeyPath, other.Path]).Select(File.ReadAllText)));

        using var read = ServerCertificate.Read(both);

        Assert.True(read.Own.HasPrivateKey);
        Assert.Equal(_made.Certificate.Own.Thumbprint, read.Own.Thumbprint);
        Assert.Equal(other.Certificate.Own.Thumbprint, Assert.Single(read.Between).Thumbprint);
    }

    [Fact]
    public void WhatIsNoneIsASentence()
    {
        using var other = new CertificateFolder();
        var empty = _folder["empty.pem"];
        File.WriteAllText(empty, "");

        Assert.Contains("cannot be read", Fault(_folder["nowhere.pem"], null));
        Assert.Contains("not a certificate and its key", Fault(empty, null));
        Assert.Contains("not a certificate and its key", Fault(_made.Path, null));
        Assert.Contains("not a certificate and its key", Fault(_made.Path, other.KeyPath));
    }

    public void Dispose()
    {
        _made.Dispose();
        _folder.Dispose();
    }

    private static string Fault(string path, string? keyPath) =>
        Assert.Throws<InputException>(() => ServerCertificate.Read(path, keyPath)).Message;
}
