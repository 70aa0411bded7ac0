using Mas.Server.Certificates;
using Mas.Wire;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>The names a server is known by: a request that names another was meant for that one.</summary>
/// <param name="authority">
/// The name, and where it is not the scheme's own the port, that it was given; null = those of its certificate, or without
/// one this machine's own, at the port it listens to.
/// </param>
/// <param name="certificate">Its certificate; null = it has none.</param>
internal sealed class OwnNames(string? authority, CertificateWatch? certificate)
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    /// <summary>Whether a request is meant for this server: one that another server was sent, and hands on, is not.</summary>
    internal bool Include(HttpRequest request) => authority is not null
        ? string.Equals(request.Host.Value, authority, StringComparison.OrdinalIgnoreCase)
        : (certificate?.Current.Names(request.Host.Host) ?? Loopback.IsNamed(request.Host.Host))
            && (request.Host.Port ?? (request.IsHttps ? HttpsPort : HttpPort)) == request.HttpContext.Connection.LocalPort;
}
