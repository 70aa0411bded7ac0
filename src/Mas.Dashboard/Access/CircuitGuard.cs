using Microsoft.AspNetCore.Http;

namespace Mas.Dashboard.Access;

/// <summary>
/// Refuses requests to Blazor's endpoints, the web socket included, unless the browser is signed in: no page needs them
/// before that, and each connection takes the server's memory.
/// </summary>
internal static class CircuitGuard
{
    private const string Circuits = "/_blazor";

    /// <summary>Answers 401 in place of Blazor, or lets the request through.</summary>
    internal static Task Check(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Circuits) || context.User.Identity is { IsAuthenticated: true })
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
