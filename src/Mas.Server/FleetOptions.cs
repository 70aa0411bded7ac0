using System.Net;
using Mas.Server.Certificates;
using Mas.Server.Orders;
using Mas.Server.Queue;
using Mas.Server.Security;
using Mas.Server.Storage;
using Microsoft.AspNetCore.Builder;

namespace Mas.Server;

/// <summary>What a fleet's server is started with.</summary>
public sealed record FleetOptions
{
    /// <summary>The fleet's folder; made where it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>A connection string of PostgreSQL; null, the default, = SQLite in the folder.</summary>
    public string? Database { get; init; }

    /// <summary>The address to listen to; default: this machine's own, which no other machine can reach.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen to; 0, the default, = any that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What TLS is spoken with; stays the caller's, and is read again when its files change. Null, the default, = plain
    /// HTTP.
    /// </summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>
    /// Who must have signed the certificates that devices show; needs <see cref="Certificate"/>. Null, the default, =
    /// devices need none.
    /// </summary>
    public ClientAuthority? ClientAuthority { get; init; }

    /// <summary>
    /// Whose word is taken for whom a request comes from, and whether by TLS: the proxies before the server; default
    /// none.
    /// </summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>How long to wait for devices.</summary>
    public OrderTerms Orders { get; init; } = new();

    /// <summary>How much one device may ask.</summary>
    public LimitTerms Limits { get; init; } = new();

    /// <summary>
    /// The name, and where it is not the scheme's own the port, that devices know the server by; null, the default, =
    /// the names of its certificate, or without one this machine's own.
    /// </summary>
    public string? Authority { get; init; }

    /// <summary>The OpenID Connect provider of operators, beside keys; null, the default, = keys alone.</summary>
    public OpenIdTerms? OpenId { get; init; }

    /// <summary>Whether the log has one JSON object a line, and refusals too; default false: plain, faults alone.</summary>
    public bool JsonLog { get; init; }

    /// <summary>How the queue works.</summary>
    public QueueTerms Queue { get; init; } = new();

    /// <summary>How long to wait for the database.</summary>
    internal StoreTerms Store { get; init; } = new();

    /// <summary>
    /// Adds services to the server before it is built: what a dashboard needs. The <see cref="Fleet"/> is one of them.
    /// </summary>
    public Action<WebApplicationBuilder>? Building { get; init; }

    /// <summary>Adds pages to the server before it listens.</summary>
    public Action<WebApplication>? Built { get; init; }
}
