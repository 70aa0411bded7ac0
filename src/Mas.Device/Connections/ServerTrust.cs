using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mas.Learning;

namespace Mas.Device.Connections;

/// <summary>
/// By whose word a server is taken for what it says it is, and the one place where connections to servers are made.
/// Thread-safe.
/// </summary>
public sealed class ServerTrust
{
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
    /// A client for one server: TLS 1.2 or later, HTTP/2 where the server can, no redirects and no cookies. A request throws
    /// <see cref="HttpRequestException"/> about an <see cref="UntrustedServerException"/> where the server's certificate is
    /// not good.
    /// </summary>
    /// <param name="server">The server's address.</param>
    /// <exception cref="InputException">It is another machine's, and not of https.</exception>
    public HttpClient Client(Uri server)
    {
        Check(server);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = _file is null ? null : Policy(),
            RemoteCertificateValidationCallback = (_, shown, chain, errors) => errors == SslPolicyErrors.None
                ? true : throw new UntrustedServerException(Why(server, shown as X509Certificate2, chain, errors)),
        };
        return new HttpClient(handler)
        {
            BaseAddress = server,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>Refuses to speak in clear to another machine.</summary>
    /// <exception cref="InputException">The address is another machine's, and not of https.</exception>
    internal static void Check(Uri server)
    {
        if (server.Scheme != Uri.UriSchemeHttps && !server.IsLoopback)
            throw new InputException($"--server {server} is another machine; give an https address.");
    }

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(_roots);
        return policy;
    }

    /// <summary>What is wrong with a certificate; nothing in it is shown but its time and its digest.</summary>
    private string Why(Uri server, X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return $"{server} shows no certificate.";
        var faults = chain?.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? X509ChainStatusFlags.NoError;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && faults != X509ChainStatusFlags.NotTimeValid)
        {
            var trusted = _file is null ? "no authority of this system" : $"nobody in --ca {_file}";
            return $"{server} shows a certificate that {trusted} vouches for (SHA-256 "
                + $"{Convert.ToHexStringLower(SHA256.HashData(shown.RawData))}).";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"{server} shows a certificate that is not for {server.Host}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{server} shows a certificate that is good from {shown.NotBefore.ToUniversalTime():u}")
                + string.Create(CultureInfo.InvariantCulture, $" to {shown.NotAfter.ToUniversalTime():u} alone.");
    }
}
