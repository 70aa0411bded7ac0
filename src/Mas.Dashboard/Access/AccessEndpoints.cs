using System.Security.Claims;
using Mas.Server.Audit;
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

    /// <summary>The page to sign in at.</summary>
    internal const string Page = "/sign-in";

    /// <summary>The query parameter that holds the page to show once signed in.</summary>
    internal const string Back = "ReturnUrl";

    /// <summary>The name shown for a browser that signed in with the one-time link.</summary>
    private const string LinkName = "this machine";

    /// <summary>The page to sign in at, with what went wrong and the page to show once signed in.</summary>
    /// <param name="fault">A word that the page has a sentence for.</param>
    /// <param name="back">The page that was asked for; ignored where it is not a path on this server.</param>
    internal static string SignInPath(string fault, string back) =>
        $"{Page}?fault={fault}{(IsLocal(back) ? $"&{Back}={Uri.EscapeDataString(back)}" : "")}";

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
        {
            await LetIn(context, LinkName, Enum.GetValues<OperatorScope>(), null, "/");
        }
        else
        {
            Failed(context, "link", "", "The one-time link was used before, or never was one.");
        }
    }

    private static async Task SignIn(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        var back = form["back"].ToString();
        if (!await IsOwnForm(context))
        {
            context.Response.Redirect(SignInPath("form", back));
            return;
        }

        var services = context.RequestServices;
        var (keys, digest) = (
            services.GetRequiredService<OperatorKeys>(), OperatorKeys.Digest(form["key"].ToString().Trim()));
        if (!keys.Remembers(digest) && services.GetRequiredService<AddressLimits>().Wait(context) > TimeSpan.Zero)
        {
            context.Response.Redirect(SignInPath("often", back));
        }
        else if (await keys.Find(digest) is { } found)
        {
            await LetIn(context, found.Name, found.Scopes, digest, back);
        }
        else
        {
            Failed(context, "key", back, "The operator's key is not known, or has expired.");
        }
    }

    private static async Task SignOut(HttpContext context)
    {
        if (!await IsOwnForm(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var (who, address) = (Caller.Name(context), Caller.Address(context));
        await context.SignOutAsync();
        if (who.Length > 0)
        {
            await Trail(context).Write(new AuditNote(AuditDeed.SignOut, who, address));
        }

        context.Response.Redirect(Page);
    }

    /// <summary>
    /// Counts a failed attempt against the address it came from, and shows the sign-in page again.
    /// </summary>
    internal static void Failed(HttpContext context, string fault, string back, string why)
    {
        context.RequestServices.GetRequiredService<RefusalRecorder>().Refused(
            new AuditNote(AuditDeed.SignIn, "", Caller.Address(context), refused: why), Caller.Network(context));
        var refusal = context.RequestServices.GetRequiredService<AddressLimits>().Count(
            context, new Refusal(StatusCodes.Status401Unauthorized, fault));
        var often = refusal.Status == StatusCodes.Status429TooManyRequests;
        context.Response.Redirect(SignInPath(often ? "often" : fault, back));
    }

    /// <summary>Whether a form comes from these pages, since the server's start.</summary>
    private static Task<bool> IsOwnForm(HttpContext context) =>
        context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);

    /// <summary>The user has signed in: as the trail reports it, and as the session knows it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Who it is.</param>
    /// <param name="scopes">What they may do.</param>
    /// <param name="keyDigest">The digest of their key; null = it was no key.</param>
    /// <param name="how">How they have shown it.</param>
    internal static async Task<ClaimsPrincipal> Known(
        HttpContext context, string name, IEnumerable<OperatorScope> scopes, string? keyDigest, string how)
    {
        await Trail(context).Write(new AuditNote(AuditDeed.SignIn, name, Caller.Address(context), how));
        AddressLimits.Known(context);
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.Name, name), new(Scope.AddressClaim, Caller.Address(context)),
                .. scopes.Select(scope => new Claim(Scope.Claim, $"{scope}")),
                .. keyDigest is null ? Array.Empty<Claim>() : [new(Scope.KeyClaim, keyDigest)],
            ],
            CookieAuthenticationDefaults.AuthenticationScheme));
    }

    private static async Task LetIn(
        HttpContext context, string name, IEnumerable<OperatorScope> scopes, string? keyDigest, string back)
    {
        var how = keyDigest is null ? "by the one-time link" : "by a key";
        await context.SignInAsync(await Known(context, name, scopes, keyDigest, how));
        context.Response.Redirect(IsLocal(back) ? back : "/");
    }

    private static AuditTrail Trail(HttpContext context) => context.RequestServices.GetRequiredService<AuditTrail>();

    // What begins with two slashes would be another host.
    internal static bool IsLocal(string path) => path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl);
}
