using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mas.Learning;

namespace Mas.Server.Certificates;

/// <summary>
/// Whose signature devices' certificates must have: TLS asks each client for one, and a handshake with one of another
/// authority fails. A client without one goes on, as operators do. Thread-safe.
/// </summary>
public sealed class ClientAuthority
{
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _roots = [];

    private ClientAuthority(string path)
    {
        try
        {
            _roots.ImportFromPemFile(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InputException($"--client-ca {path} cannot be read: {fault.Message}", fault);
        }

        if (_roots.Count == 0)
        {
            throw new InputException($"--client-ca {path} has no certificate in PEM.");
        }
    }

    /// <summary>Reads the certificates of authorities.</summary>
    /// <param name="path">Their file, PEM.</param>
    /// <exception cref="InputException">The file cannot be read, or has no certificate.</exception>
    public static ClientAuthority Read(string path) => new(path);

    /// <summary>Has TLS ask for a certificate.</summary>
    internal void Ask(SslServerAuthenticationOptions tls)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_roots);
        policy.ApplicationPolicy.Add(new Oid(ClientPurpose));
        tls.ClientCertificateRequired = true;
        tls.CertificateChainPolicy = policy;
        tls.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
            shown is null || errors == SslPolicyErrors.None;
    }
}
