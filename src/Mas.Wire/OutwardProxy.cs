using System.Net;

namespace Mas.Wire;

/// <summary>
/// The proxies to other machines. Requests to this machine use none, whatever the environment says.
/// </summary>
/// <param name="proxies">The proxies, normally those of the environment: <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c>,
/// <c>NO_PROXY</c>.</param>
public sealed class OutwardProxy(IWebProxy proxies) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxies.Credentials;
        set => proxies.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxies.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => Loopback.IsNamed(host.Host) || proxies.IsBypassed(host);
}
