using Mas.Dashboard.Access;
using Mas.Dashboard.Assets;
using Mas.Dashboard.Downloads;
using Mas.Dashboard.Live;
using Mas.Server;
using Mas.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Mas.Dashboard;

/// <summary>
/// The dashboard of a fleet's server: pages that show the fleet and its runs as they go, at the server's own address.
/// One for one server.
/// </summary>
public sealed class FleetDashboard
{
    private readonly OneTimeLink _link = new();

    /// <summary>
    /// A link that lets the browser in that opens it first, with every scope; one made before leads nowhere any more.
    /// </summary>
    /// <param name="server">The server's address.</param>
    public Uri Link(Uri server) => new(server, $"{AccessEndpoints.LinkPath}?word={_link.Renew()}");

    /// <summary>A server's options, with the dashboard.</summary>
    public FleetOptions On(FleetOptions options) => options with
    {
        Building = builder => Add(builder, options.OpenId),
        Built = application => Map(application, options.OpenId),
    };

    private void Add(WebApplicationBuilder builder, OpenIdTerms? openId)
    {
        builder.Services.AddSingleton(_link);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<LiveFleet>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        AccessServices.AddTo(builder.Services, openId);
    }

    private static void Map(WebApplication application, OpenIdTerms? openId)
    {
        application.Use(SafeHeaders.Add);
        application.UseAuthentication();
        application.Use(CircuitGuard.Check);
        application.UseAuthorization();
        application.UseAntiforgery();
        foreach (var asset in EmbeddedAsset.All)
        {
            asset.Map(application);
        }

        AccessEndpoints.Map(application);
        if (openId is not null)
        {
            OpenIdSignIn.Map(application);
        }

        RunFiles.Map(application);
        application.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
