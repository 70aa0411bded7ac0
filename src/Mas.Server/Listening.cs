using System.Security.Authentication;
using Mas.Learning;
using Mas.Server.Security;
using Mas.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Mas.Server;

/// <summary>How a server listens: in clear to its own machine or a proxy alone, else with TLS.</summary>
internal static class Listening
{
    private const int MostConnections = 10_000;

    // A head fits into a packet or two: whoever takes longer holds a connection open and nothing else.
    private static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(15);

    /// <summary>Refuses to be spoken to in clear by other machines.</summary>
    /// <exception cref="InputException">They would.</exception>
    internal static void Check(FleetOptions options)
    {
        if (!Loopback.Is(options.Address) && options.Certificate is null && !options.BehindProxy)
        {
            throw new InputException(
                $"--address {options.Address} is reached by other machines, whose keys and tokens must not travel in clear; "
                + "give --certificate, or say with --behind-proxy that a proxy which speaks TLS stands before it.");
        }
    }

    /// <summary>Sets up what listens.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="options">Where, and what with.</param>
    /// <param name="addresses">Counts strangers' connections; behind a proxy all are the proxy's, which counts them.</param>
    internal static void Add(WebApplicationBuilder builder, FleetOptions options, AddressLimits addresses)
    {
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Protocol.LongestDocument;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = LongestHead;
            kestrel.Listen(options.Address, options.Port, listen =>
            {
                if (!options.BehindProxy)
                    listen.Use(next => connection => addresses.Connected(connection, next));
                Secure(listen, options);
            });
        });
        if (options.BehindProxy)
            builder.Services.Configure<ForwardedHeadersOptions>(Believe);
    }

    /// <summary>Speaks TLS, and HTTP/2 where the other side can, where there is a certificate.</summary>
    private static void Secure(ListenOptions listen, FleetOptions options)
    {
        if (options.Certificate is not { } certificate)
            return;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate.Own,
            ServerCertificateChain = certificate.Between,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        });
    }

    /// <summary>Takes from the proxy, the last that handed a request on, whom it came from and how.</summary>
    private static void Believe(ForwardedHeadersOptions forwarded)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = 1;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
    }
}
