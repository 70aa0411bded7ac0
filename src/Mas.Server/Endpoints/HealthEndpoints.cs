using Mas.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mas.Server.Endpoints;

/// <summary>
/// Whether the server lives and whether it can serve, for the service manager; unsigned, and nothing else is reported.
/// </summary>
internal static class HealthEndpoints
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    /// <summary>Adds what is checked: that the database answers.</summary>
    internal static void Add(IServiceCollection services, FleetStore store) => services.AddHealthChecks().AddAsyncCheck(
        "database", async cancellation =>
        {
            await using var database = store.Open();
            return await database.Database.CanConnectAsync(cancellation)
                ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        });

    /// <summary>Puts the requests in their place.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(Live, new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks(Ready);
    }
}
