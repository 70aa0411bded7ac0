using System.Text.Json.Nodes;
using Mas.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mas.Server.Endpoints;

/// <summary>
/// Whether the server lives and whether it can serve, for the service manager; unsigned, and no secret is in it.
/// </summary>
internal static class HealthEndpoints
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    /// <summary>Puts the requests in their place.</summary>
    internal static void Map(IEndpointRouteBuilder routes, ServerHealth health)
    {
        // Asks nothing of anything: it answers as long as the process serves at all.
        routes.MapGet(Live, (HttpContext context) => context.Response.WriteAsync("Healthy"));
        routes.MapGet(Ready, (HttpContext context) => Tell(context, health));
    }

    private static async Task Tell(HttpContext context, ServerHealth health)
    {
        var parts = await health.Look();
        context.Response.StatusCode = parts.All(part => part.Fault is null)
            ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = Protocol.DocumentType;
        await context.Response.WriteAsync(new JsonObject(parts.Select(part =>
            KeyValuePair.Create(part.Part, (JsonNode?)(part.Fault ?? "ok")))).ToJsonString());
    }
}
