using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Server;
using Mas.Tests.Federation;
using Mas.Tests.House;
using Microsoft.AspNetCore.Routing;

namespace Mas.Tests.Server.Endpoints;

/// <summary>The document of OpenAPI: who changes the wire has to change it too.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IEndpointRouteBuilder _routes = null!;
    private FleetServer _server = null!;
    private string _served = "";

    public async Task InitializeAsync()
    {
        _server = await FleetServer.Start(
            new FleetOptions { Directory = _folder.Path, Built = application => _routes = application },
            TimeProvider.System);
        using var anybody = new HttpClient { BaseAddress = _server.Address };
        _served = await anybody.GetStringAsync("/openapi/v1.json");
    }

    [Fact]
    public void TheOneThatIsServedIsTheOneInDocs() => WrittenPage.Check("docs/reference/openapi.json", _served);

    [Fact]
    public void EveryRequestOfTheWireIsInItWithItsRefusals()
    {
        var paths = JsonNode.Parse(_served)!["paths"]!.AsObject();
        var told = paths.SelectMany(path => path.Value!.AsObject().Select(
            operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        var served = _routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(
                method => $"{method} {endpoint.RoutePattern.RawText}"));

        Assert.Equal(served.Order(), told.Order());
        Assert.All(
            paths.Where(path => path.Key != "/v1").SelectMany(path => path.Value!.AsObject()),
            operation =>
            {
                Assert.NotEmpty(operation.Value!["security"]!.AsArray());
                Assert.True(operation.Value!["responses"]!.AsObject().ContainsKey("401"));
            });
    }

    [Fact]
    public void NumbersMayBeNumbers()
    {
        var schemas = JsonDocument.Parse(_served).RootElement.GetProperty("components").GetProperty("schemas");
        var seconds = schemas.GetProperty("TrainedDocument").GetProperty("properties").GetProperty("wallSeconds");
        var budget = schemas.GetProperty("SubmissionDocument").GetProperty("properties").GetProperty("budget");

        Assert.False(seconds.TryGetProperty("type", out _));
        Assert.Equal("number", seconds.GetProperty("anyOf")[0].GetProperty("type").GetString());
        Assert.Equal("null", budget.GetProperty("anyOf")[2].GetProperty("type").GetString());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
