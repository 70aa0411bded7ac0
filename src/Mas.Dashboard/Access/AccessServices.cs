using Mas.Server.Security;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mas.Dashboard.Access;

/// <summary>
/// Who is signed in, by a cookie that no script and no other site can use, and that only TLS carries where there is
/// TLS. It names one of the <see cref="Sessions"/>. Those, and the key that seals cookies, are kept in memory alone:
/// after a restart users sign in again, and nothing on disk lets a browser in. Revoking a key also ends the sessions
/// that were opened with it.
/// </summary>
internal static class AccessServices
{
    /// <summary>Adds them.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="openId">With which provider operators may sign in beside keys; null = none.</param>
    internal static void AddTo(IServiceCollection services, OpenIdTerms? openId)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "mas-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LastingAccess>();
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookies =>
        {
            cookies.Cookie.Name = "mas";
            cookies.Cookie.HttpOnly = true;
            cookies.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookies.Cookie.SameSite = SameSiteMode.Strict;
            cookies.LoginPath = AccessEndpoints.Page;
            cookies.ReturnUrlParameter = AccessEndpoints.Back;
            cookies.ExpireTimeSpan = Sessions.Longest;
            cookies.SlidingExpiration = false;
            cookies.Events.OnRedirectToAccessDenied = context =>
            {
                var asked = context.Request.Path + context.Request.QueryString;
                context.Response.Redirect(AccessEndpoints.SignInPath("scope", asked));
                return Task.CompletedTask;
            };
            cookies.Events.OnValidatePrincipal = async context =>
            {
                var keys = context.HttpContext.RequestServices.GetRequiredService<OperatorKeys>();
                if (!await LastingAccess.Holds(context.Principal!, keys))
                {
                    context.RejectPrincipal();
                }
            };
        });
        services.AddSingleton(new SignInWays(openId));
        if (openId is not null)
        {
            OpenIdSignIn.AddTo(authentication, openId);
        }

        services.AddSingleton<Sessions>();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<Sessions>((cookies, sessions) => cookies.SessionStore = sessions);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Enum.GetNames<OperatorScope>())
        {
            authorization.AddPolicy(scope, policy => policy.RequireAssertion(asked => Scope.Has(asked.User, scope)));
        }
    }
}
