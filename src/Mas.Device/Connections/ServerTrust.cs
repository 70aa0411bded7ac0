using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mas.Learning;

namespace Mas.Device.Connections;

/// <summary>How a server proves its identity. Thread-safe.</summary>
public sealed class ServerTrust
{
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";

    private readonly string? _file;
    private readonly X509Certificate2Collection _roots = [];

    private ServerTrust(string? file) => _file = file;

    /// <summary>Trusts the authorities that the system trusts.</summary>
    public static ServerTrust OfSystem { get; } = new(null);

    /// <summary>Trusts the certificates of a file alone, those of the system no more.</summary>
    /// <param name="file">Their file, PEM: authorities', or a server's that signs itself.</param>
    /// <exception cref="InputException">The file cannot be read, or has no certificate.</exception>
    public static ServerTrust OfFile(string file)
    {
        var trust = new ServerTrust(file);
        try
        {
            trust._roots.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InputException($"--ca {file} cannot be read: {fault.Message}", fault);
        }

        return trust._roots.Count > 0
            ? trust
            : throw new InputException($"--ca {file} has no certificate in PEM.");
    }

    /// <summary>
    /// How TLS is spoken with a server: 1.2 or later. A handshake fails with an <see cref="UntrustedServerException"/>
    /// if a certificate is invalid: the server's, or that of a proxy in front of it that also uses TLS.
    /// </summary>
    internal SslClientAuthenticationOptions Options(Uri server) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = _file is null ? null : Policy(_roots),
        RemoteCertificateValidationCallback = (stream, shown, chain, errors) => errors == SslPolicyErrors.None
            || IsListed(shown as X509Certificate2, errors)
            ? true
            : throw new UntrustedServerException(Why(
                server, ((SslStream)stream).TargetHostName, shown as X509Certificate2, chain, errors)),
    };

    /// <summary>
    /// Whether a certificate that no chain leads to is in the file itself. Of several that have one name, such as a
    /// renewed certificate and the one before it, and no key identifiers, a chain is tried with the first alone.
    /// </summary>
    private bool IsListed(X509Certificate2? shown, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || shown is null || !_roots.Contains(shown))
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = Policy([shown]) };
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerPurpose));
        return chain.Build(shown);
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    /// <summary>What is wrong with a certificate; nothing in it is shown but its time and its digest.</summary>
    private string Why(Uri server, string asked, X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        var shower = asked.Length == 0 || asked == server.IdnHost ? $"{server}" : $"The proxy {asked}";
        if (shown is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return $"{shower} presents no certificate.";
        }

        var faults = chain?.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? X509ChainStatusFlags.NoError;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && faults != X509ChainStatusFlags.NotTimeValid)
        {
            var trusted = _file is null ? "no authority of this system" : $"nothing in --ca {_file}";
            return $"{shower} presents a certificate that {trusted} vouches for (SHA-256 "
                + $"{Convert.ToHexStringLower(SHA256.HashData(shown.RawData))}).";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"{shower} presents a certificate that is not for {(asked.Length > 0 ? asked : server.Host)}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{shower} presents a certificate that is valid only from {shown.NotBefore.ToUniversalTime():u}")
                + string.Create(CultureInfo.InvariantCulture, $" to {shown.NotAfter.ToUniversalTime():u}.");
    }
}
