using System.Security.Claims;
using Mas.Server.Refusals;
using Mas.Server.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mas.Dashboard.Access;

/// <summary>The ways in and out: an operator's key, the one-time link, signing out.</summary>
internal static class AccessEndpoints
{
    /// <summary>Where the one-time link leads.</summary>
    internal const string LinkPath = "/enter";

    /// <summary>The name of whom the one-time link lets in.</summary>
    private const string LinkName = "this machine";

    /// <summary>Serves them.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(LinkPath, Enter);
        routes.MapPost("/sign-in/key", SignIn);
        routes.MapPost("/sign-out", SignOut);
    }

    private static async Task Enter(HttpContext context)
    {
        var link = context.RequestServices.GetRequiredService<OneTimeLink>();
        if (link.TryUse(context.Request.Query["word"].ToString()))
            await LetIn(context, LinkName, Enum.GetValues<OperatorScope>(), null, "/");
        else
            Failed(context, "link");
    }

    private static async Task SignIn(HttpContext context)
    {
        if (!await IsOwnForm(context))
            return;
        var form = await context.Request.ReadFormAsync();
        var digest = OperatorKeys.Digest(form["key"].ToString().Trim());
        if (context.RequestServices.GetRequiredService<OperatorKeys>().Find(digest) is { } found)
            await LetIn(context, found.Name, found.Scopes, digest, form["back"].ToString());
        else
            Failed(context, "key");
    }

    private static async Task SignOut(HttpContext context)
    {
        if (!await IsOwnForm(context))
            return;
        await context.SignOutAsync();
        context.Response.Redirect("/sign-in");
    }

    /// <summary>Counts a word that lets nobody in against the address it came from, and says so.</summary>
    private static void Failed(HttpContext context, string fault)
    {
        var told = context.RequestServices.GetRequiredService<AddressLimits>().Count(
            context, new Refusal(StatusCodes.Status401Unauthorized, fault));
        var often = told.Status == StatusCodes.Status429TooManyRequests;
        context.Response.Redirect($"/sign-in?fault={(often ? "often" : fault)}");
    }

    /// <summary>Whether a form is of these pages; where it is not, that is the answer.</summary>
    private static async Task<bool> IsOwnForm(HttpContext context)
    {
        var own = await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        if (!own)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return own;
    }

    private static async Task LetIn(
        HttpContext context, string name, IEnumerable<OperatorScope> scopes, string? keyDigest, string back)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.Name, name), .. scopes.Select(scope => new Claim(Scope.Claim, $"{scope}")),
                .. keyDigest is null ? Array.Empty<Claim>() : [new(Scope.KeyClaim, keyDigest)],
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        AddressLimits.Known(context);

        // Only back into these pages: what begins with two slashes would be another host.
        var local = back is ['/', not ('/' or '\\'), ..] && !back.Any(char.IsControl);
        context.Response.Redirect(local ? back : "/");
    }
}
