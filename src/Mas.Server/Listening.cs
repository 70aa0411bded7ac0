using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Mas.Learning;
using Mas.Server.Certificates;
using Mas.Server.Security;
using Mas.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace Mas.Server;

/// <summary>How a server listens: in clear to its own machine or a proxy alone, else with TLS.</summary>
internal static class Listening
{
    private const int MostConnections = 10_000;

    // A head fits into a packet or two: a caller that takes longer only holds a connection open.
    private static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(15);

    /// <summary>Refuses to serve other machines in the clear, or to ask for certificates without TLS.</summary>
    /// <exception cref="InputException">It would.</exception>
    internal static void Check(FleetOptions options)
    {
        if (options.ClientAuthority is not null && (options.Certificate is null || options.Proxies.Count > 0))
        {
            throw new InputException(
                "--client-ca needs --certificate and no --proxy: devices show their certificates to the server "
                + "itself.");
        }

        if (!Loopback.Is(options.Address) && options.Certificate is null && options.Proxies.Count == 0)
        {
            throw new InputException(
                $"--address {options.Address} is reached by other machines, whose keys and tokens must not travel in "
                + "the clear; give --certificate, or with --proxy the address of a proxy in front of it that "
                + "speaks TLS.");
        }
    }

    /// <summary>Sets up what listens.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="options">Where, and whose word is taken.</param>
    /// <param name="certificate">What TLS is spoken with; null = plain HTTP.</param>
    /// <param name="addresses">Counts strangers' connections; those of a proxy are the proxy's to count.</param>
    internal static void Add(
        WebApplicationBuilder builder, FleetOptions options, CertificateWatch? certificate, AddressLimits addresses)
    {
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Protocol.LongestDocument;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = LongestHead;
            kestrel.Listen(options.Address, options.Port, listen =>
            {
                listen.Use(next => connection => IsOfProxy(connection, options.Proxies)
                    ? next(connection) : addresses.Connected(connection, next));
                if (certificate is not null)
                {
                    Secure(listen, certificate, options.ClientAuthority);
                }
            });
        });
        if (options.Proxies.Count > 0)
        {
            builder.Services.Configure<ForwardedHeadersOptions>(forwarded => Believe(forwarded, options.Proxies));
        }
    }

    /// <summary>Speaks TLS, and HTTP/2 where the other side can.</summary>
    private static void Secure(ListenOptions listen, CertificateWatch certificate, ClientAuthority? clients) =>
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ =>
            {
                var tls = new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = certificate.Current.Context,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                };
                clients?.Ask(tls);
                return ValueTask.FromResult(tls);
            },
        });

    private static bool IsOfProxy(ConnectionContext connection, IReadOnlyList<IPNetwork> proxies) =>
        connection.RemoteEndPoint is IPEndPoint { Address: var address }
            && (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) is var own
            && proxies.Any(proxy => proxy.Contains(own));

    /// <summary>Takes from a proxy alone, the last that handed a request on, whom it came from and how.</summary>
    private static void Believe(ForwardedHeadersOptions forwarded, IReadOnlyList<IPNetwork> proxies)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = 1;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            forwarded.KnownIPNetworks.Add(proxy);
        }
    }
}
