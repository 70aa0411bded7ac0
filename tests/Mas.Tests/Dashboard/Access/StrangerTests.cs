using System.Net;
using System.Text.RegularExpressions;
using Mas.Dashboard;
using Mas.Server;
using Mas.Tests.Federation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Mas.Tests.Dashboard.Access;

/// <summary>What somebody is answered who is not signed in, at every endpoint that the dashboard has.</summary>
public sealed partial class StrangerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IEndpointRouteBuilder _routes = null!;
    private FleetServer _server = null!;

    public async Task InitializeAsync()
    {
        var options = new FleetDashboard().On(new FleetOptions { Directory = _folder.Path });
        _server = await FleetServer.Start(
            options with { Built = application => options.Built!(Kept(application)) }, TimeProvider.System);
    }

    [Fact]
    public async Task OnlyThePageToSignInAndItsFilesAreThere()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = _server.Address,
        };
        var open = new SortedSet<string>(StringComparer.Ordinal);
        var asked = 0;
        foreach (var endpoint in _routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = Parameter().Replace(endpoint.RoutePattern.RawText!, "x");
            if (path.StartsWith("/v1", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path.TrimStart('~'));
                using var answer = await stranger.SendAsync(request);
                Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
                asked++;
                if (answer.IsSuccessStatusCode)
                {
                    open.Add($"{method} {endpoint.RoutePattern.RawText}");
                }
                else if (answer.StatusCode == HttpStatusCode.Found)
                {
                    Assert.Contains("/sign-in?", answer.Headers.Location!.OriginalString);
                }
            }
        }

        Assert.InRange(asked, 20, int.MaxValue);
        Assert.Contains("GET /sign-in", open);
        Assert.All(open, way => Assert.Matches(Public(), way));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^(GET /assets/|GET /_framework/blazor\.web\.js$|(GET|POST) /sign-in$|(GET|POST) /health/|GET /openapi/)")]
    private static partial Regex Public();

    private WebApplication Kept(WebApplication application)
    {
        _routes = application;
        return application;
    }
}
