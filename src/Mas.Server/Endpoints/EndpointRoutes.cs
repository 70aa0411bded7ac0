using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mas.Server.Endpoints;

/// <summary>Puts requests in their place, each with its description.</summary>
internal static class EndpointRoutes
{
    /// <summary>Maps an endpoint.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path.</param>
    /// <param name="handler">Who answers.</param>
    /// <param name="description">What is said of it.</param>
    internal static void Map(
        this IEndpointRouteBuilder routes, HttpMethod method, string path, RequestDelegate handler,
        EndpointDescription description) =>
        routes.MapMethods(path, [method.Method], handler)
            .WithMetadata([handler.Method, .. description.Metadata()]);
}
