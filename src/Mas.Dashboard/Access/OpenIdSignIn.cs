using System.Net;
using Mas.Server.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Mas.Dashboard.Access;

/// <summary>Signing in with an OpenID Connect provider, beside keys: the code flow, with PKCE.</summary>
internal static class OpenIdSignIn
{
    /// <summary>Where it begins.</summary>
    internal const string Path = "/sign-in/openid";

    private const string Scheme = "openid";
    private const string DonePath = "/sign-in/openid/done";

    /// <summary>Adds it.</summary>
    internal static void AddTo(AuthenticationBuilder authentication, OpenIdTerms terms) =>
        authentication.AddOpenIdConnect(Scheme, openId =>
        {
            openId.Authority = terms.Authority.ToString();
            openId.RequireHttpsMetadata = terms.Authority.Scheme == Uri.UriSchemeHttps;
            openId.ClientId = terms.Client;
            openId.ClientSecret = terms.Secret;
            openId.ResponseType = OpenIdConnectResponseType.Code;
            openId.ResponseMode = OpenIdConnectResponseMode.Query;
            openId.UsePkce = true;
            openId.CallbackPath = OpenIdTerms.BackPath;
            openId.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            openId.MapInboundClaims = false;
            openId.GetClaimsFromUserInfoEndpoint = true;
            openId.ClaimActions.MapJsonKey(terms.Claim, terms.Claim);
            openId.DisableTelemetry = true;
            foreach (var cookie in new[] { openId.CorrelationCookie, openId.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }

            openId.Events.OnTicketReceived = received => Received(received, terms);
            openId.Events.OnRemoteFailure = failed =>
            {
                failed.HandleResponse();
                AccessEndpoints.Failed(failed.HttpContext, "openid", "", "The provider's answer did not hold.");
                return Task.CompletedTask;
            };
        });

    /// <summary>Serves it.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Begin);
        routes.MapGet(DonePath, Done);
    }

    private static Task Begin(HttpContext context)
    {
        var back = context.Request.Query[AccessEndpoints.Back].ToString();
        return context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = Onward(back) });
    }

    private static async Task Received(TicketReceivedContext received, OpenIdTerms terms)
    {
        var user = received.Principal!;
        var (name, scopes) = (terms.NameOf(user) ?? "A user without a name", terms.ScopesOf(user));
        if (scopes.Count == 0 || terms.NameOf(user) is null)
        {
            received.HandleResponse();
            AccessEndpoints.Failed(
                received.HttpContext, "role", "", $"{name} has no value of {terms.Claim} that grants a scope.");
            return;
        }

        received.Principal = await AccessEndpoints.Known(received.HttpContext, name, scopes, null, "by OpenID Connect");
    }

    /// <summary>
    /// Leads on to a page by a step of its own: browsers keep a cookie that other sites cannot send from whatever
    /// another site has sent them to.
    /// </summary>
    private static Task Done(HttpContext context)
    {
        var back = context.Request.Query[AccessEndpoints.Back].ToString();
        var page = WebUtility.HtmlEncode(AccessEndpoints.IsLocal(back) ? back : "/");
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            "<!DOCTYPE html><html lang=\"en\"><title>Signed in - Mas</title>"
            + $"<meta http-equiv=\"refresh\" content=\"0;url={page}\"><p>Signed in. <a href=\"{page}\">Go on</a></p></html>");
    }

    private static string Onward(string back) =>
        $"{DonePath}?{AccessEndpoints.Back}={Uri.EscapeDataString(AccessEndpoints.IsLocal(back) ? back : "/")}";
}
