using Mas.Device.Connections;
using Mas.Learning;
using Mas.Tests.Server.Certificates;

namespace Mas.Tests.Device.Connections;

public sealed class ClientCertificateTests : IDisposable
{
    private readonly ClientAuthorityFolder _authority = new();

    [Fact]
    public void ARenewedCertificateIsShownOnceItIsWhole()
    {
        var (certificate, key) = _authority.Sign("device");
        var renewed = _authority.Sign("renewed");
        var shown = ClientCertificate.Read(certificate, key);
        var first = shown.Current.Thumbprint;

        File.Copy(renewed.Certificate, certificate, overwrite: true);
        Assert.Equal(first, shown.Current.Thumbprint);
        File.Copy(renewed.Key, key, overwrite: true);

        Assert.Equal("CN=renewed", shown.Current.Subject);
        File.Delete(key);
        Assert.Equal("CN=renewed", shown.Current.Subject);
    }

    [Fact]
    public void AFileThatIsNoneIsASentence()
    {
        var (certificate, key) = _authority.Sign("device");
        File.WriteAllText(key, "none");

        Assert.Contains(
            "must be a certificate and its key in PEM",
            Assert.Throws<InputException>(() => ClientCertificate.Read(certificate, key)).Message);
        Assert.Contains(
            "--certificate cannot be read", Assert.Throws<InputException>(() => ClientCertificate.Read("none.pem")).Message);
    }

    public void Dispose() => _authority.Dispose();
}
