using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Mas.Learning;
using Mas.Wire;

namespace Mas.Device.Connections;

/// <summary>
/// How requests reach one server, and the one place where HTTP clients are made: directly to this machine; to another
/// one over TLS, through the proxy that the environment names for it. Thread-safe.
/// </summary>
public sealed class ServerRoute
{
    private readonly Uri _server;
    private readonly ServerTrust _trust;
    private readonly OutwardProxy _proxies;
    private readonly Uri? _proxy;
    private readonly ClientCertificate? _own;

    /// <summary>The route to a server; nothing is sent yet.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="trust">How the server is trusted.</param>
    /// <param name="own">What is shown to a server that asks for a certificate; null = nothing.</param>
    /// <exception cref="InputException">The address is another machine's and is not https.</exception>
    public ServerRoute(Uri server, ServerTrust trust, ClientCertificate? own = null)
        : this(server, trust, HttpClient.DefaultProxy) => _own = own;

    /// <summary>The route to a server through proxies other than the environment's.</summary>
    internal ServerRoute(Uri server, ServerTrust trust, IWebProxy proxies)
    {
        Check(server);
        (_server, _trust, _proxies) = (server, trust, new OutwardProxy(proxies));
        _proxy = _proxies.GetProxy(server);
    }

    /// <summary>Resolves a name to addresses; normally the system's resolver.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>The proxy's address, without the name and password that it may hold.</summary>
    private string Proxy => $"{_proxy!.Scheme}://{_proxy.Authority}";

    private string Through => _proxy is null ? "" : $" through the proxy {Proxy}";

    /// <summary>Refuses to talk to another machine in the clear.</summary>
    /// <exception cref="InputException">The address is another machine's and is not https.</exception>
    public static void Check(Uri server)
    {
        if (server.Scheme == Uri.UriSchemeHttps || Loopback.IsNamed(server.Host))
        {
            return;
        }

        throw new InputException(
            IPAddress.TryParse(server.Host.Trim('[', ']'), out var address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
                ? $"--server {server} is an address to listen on; on the server's machine, use "
                    + $"http://127.0.0.1:{server.Port}."
                : $"--server {server} is on another machine; use an https address.");
    }

    /// <summary>
    /// A client for the server: TLS 1.2 or later, HTTP/2 where the server can, no redirects and no cookies. A request
    /// throws <see cref="HttpRequestException"/>; <see cref="Untrusted"/> and <see cref="Unreachable"/> say why.
    /// </summary>
    public HttpClient Client()
    {
        var tls = _trust.Options(_server);
        if (_own is { } own)
        {
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => own.Current;
        }

        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = _proxy is not null,
            Proxy = _proxies,
            SslOptions = tls,
        };
        if (_server.Scheme == Uri.UriSchemeHttp)
        {
            handler.ConnectCallback = ConnectHere;
        }

        return new HttpClient(new ConnectionFaults(handler))
        {
            BaseAddress = _server,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>
    /// Why a server cannot prove its identity; null if a request failed for another reason.
    /// </summary>
    public UntrustedServerException? Untrusted(HttpRequestException failure) => failure.InnerException switch
    {
        UntrustedServerException untrusted => untrusted,
        // Every other fault of the handshake has a cause of its own within.
        AuthenticationException { InnerException: null } => new UntrustedServerException(
            _proxy is { Scheme: "https" }
                ? $"The proxy {Proxy} or {_server} does not speak TLS at that port."
                : $"{_server} does not speak TLS at that port{Through}; perhaps its address begins with "
                    + "http or has another port."),
        _ => null,
    };

    /// <summary>Why a request did not reach the server, a sentence that names the proxy if there is one.</summary>
    public string Unreachable(HttpRequestException failure)
    {
        // The message of such a failure holds the proxy's password.
        if (failure.HttpRequestError == HttpRequestError.ProxyTunnelError)
        {
            var answer = failure.StatusCode is { } status
                ? $"the proxy {Proxy} answers {(int)status}" : $"the proxy {Proxy} fails";
            return $"{_server} cannot be reached: {answer}.";
        }

        var cause = failure.GetBaseException();
        return $"{_server} cannot be reached{Through}: {cause.Message.TrimEnd('.')}."
            + (cause is HttpIOException && _server.Scheme == Uri.UriSchemeHttp ? " Perhaps it speaks https." : "");
    }

    /// <summary>
    /// Connects in the clear, and only to an address of this machine, whatever the server's name resolves to.
    /// </summary>
    private async ValueTask<Stream> ConnectHere(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Resolve(context.DnsEndPoint.Host, cancellation);
        IPAddress[] here = [.. addresses.Where(Loopback.Is)];
        if (here.Length == 0)
        {
            throw new UntrustedServerException(
                $"{_server} leads to {string.Join(", ", addresses.AsEnumerable())}, another machine; use an https "
                + "address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(here, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
