using Mas.Commands;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Device.Connections;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server;

namespace Mas.Tests.Cli;

/// <summary>The command as a process whose environment names a proxy for everything.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class ProxyEnvironmentTests(TinyRuns runs)
{
    private static readonly string[] Names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"];

    [Fact]
    public async Task AnOperatorsKeyGoesToThisMachineThroughNoProxy()
    {
        var asked = new List<string>();
        await using var proxy = Proxy(asked);
        await using var server = await FleetServer.Start(
            new FleetOptions { Directory = runs["proxied-operator"] }, TimeProvider.System);
        var key = FleetOwner.Key(runs["proxied-operator"], "ann", OperatorScope.Read);

        var status = MasProcess.RunIn(
            Variables(proxy), "status", "--server", server.Address.ToString(), "--key", key, "--json");
        var elsewhere = MasProcess.RunIn(
            Variables(proxy), "status", "--server", "https://fleet.example.org", "--key", key);

        Assert.Equal((ExitCode.Done, ""), (status.Code, status.Error));
        Assert.Equal(ExitCode.Failed, elsewhere.Code);
        Assert.Contains(
            $"https://fleet.example.org/ cannot be reached: the proxy http://127.0.0.1:{proxy.Address.Port} answers "
            + "403.",
            elsewhere.Error);
        Assert.Equal(["CONNECT fleet.example.org:443 HTTP/1.1"], asked);
    }

    [Fact]
    public async Task AFleetOnThisMachineAsksNoProxy()
    {
        var asked = new List<string>();
        await using var proxy = Proxy(asked);
        var fleet = new ProcessFleet(runs, "proxied-fleet");

        // Its metrics would go to a collector that is not there, straight.
        var ended = MasProcess.RunIn(
            [.. Variables(proxy), "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1"], fleet.Command("dk"));

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        Assert.Empty(asked);
    }

    [Fact]
    public void MetricsGoToAnotherMachineOverTlsAlone()
    {
        var ended = MasProcess.RunIn(
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://collector.example.org:4317"],
            "serve", "--fleet", runs["clear-metrics"]);

        Assert.Equal(ExitCode.BadInput, ended.Code);
        Assert.Equal(
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT http://collector.example.org:4317/ is on another machine; use an "
            + "https address, or a collector on this machine.", ended.Error.Trim());
    }

    private static RawServer Proxy(List<string> asked) => new(head =>
    {
        asked.Add(head[..head.IndexOf("\r\n", StringComparison.Ordinal)]);
        return RawServer.Answer(403, "");
    });

    private static IEnumerable<string> Variables(RawServer proxy) =>
        Names.Select(name => $"{name}=http://127.0.0.1:{proxy.Address.Port}");
}
