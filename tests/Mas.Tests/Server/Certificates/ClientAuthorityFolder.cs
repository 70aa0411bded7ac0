using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Certificates;

/// <summary>An authority that signs certificates of devices, in a folder that goes with it.</summary>
internal sealed class ClientAuthorityFolder : IDisposable
{
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;

    internal ClientAuthorityFolder()
    {
        var request = new CertificateRequest("CN=the owner's devices", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Path, _own.ExportCertificatePem());
    }

    /// <summary>The authority's certificate.</summary>
    internal string Path => _folder["authority.pem"];

    /// <summary>Signs a certificate for a device.</summary>
    /// <param name="name">The device.</param>
    /// <returns>The files of the certificate and of its key.</returns>
    internal (string Certificate, string Key) Sign(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ClientPurpose)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_own, true, false));
        using var made = request.Create(
            _own, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        var files = (_folder[$"{name}.pem"], _folder[$"{name}-key.pem"]);
        File.WriteAllText(files.Item1, made.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }
}
