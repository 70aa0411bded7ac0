using Mas.Federation.Journals;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Certificates;
using Mas.Wire.Documents;

namespace Mas.Tests.Cli;

/// <summary>
/// The server as a real process with a real nginx before it, as <c>deploy/nginx.conf</c> has it.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class NginxFleetTests(TinyRuns runs)
{
    [RequiresNginxFact]
    public void BehindTheNginxOfTheDocsARunEndsWithTheBitsOfASimulation()
    {
        using var made = new CertificateFolder();
        var fleet = new ProcessFleet(runs, "nginx-fleet").Behind(made);
        using var nginx = new NginxServer(fleet.NetworkPort!.Value, fleet.Port, made);
        using var server = fleet.StartServer();
        using var devices = fleet.HostDevices();
        fleet.Submit(server);

        fleet.WaitForTheEnd(server);

        fleet.AssertSimulated();
        Assert.Empty(RunHistory.Read(fleet.JournalPath).Warnings);
    }

    [RequiresNginxFact]
    public void AnNginxThatLetsNoUpdateThroughIsToldOfByTheRunAndTheStatus()
    {
        using var made = new CertificateFolder();
        var fleet = new ProcessFleet(runs, "small-nginx-fleet").Behind(made);
        using var nginx = new NginxServer(
            fleet.NetworkPort!.Value, fleet.Port, made, ("client_max_body_size 1g;", "client_max_body_size 8k;"));
        using var server = fleet.StartServer();
        using var devices = fleet.HostDevices();
        fleet.Submit(server);

        Assert.True(server.Until(() => FleetStatus.Parse(
            System.Text.Encoding.UTF8.GetBytes(fleet.Operator("status", "--json").Out)).Runs is [{ Ended: not null }]));
        var told = fleet.Operator("status");
        server.Interrupt();
        server.End();

        var sentence = $"https://127.0.0.1:{fleet.NetworkPort}/ answers 413 (Request Entity Too Large) to PUT "
            + "/v1/orders/";
        var warnings = RunHistory.Read(fleet.JournalPath).Warnings;
        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.StartsWith($"Its device failed the order. {sentence}", warning.Text));
        Assert.All(warnings, warning => Assert.Contains("It must let bodies of that size through.", warning.Text));
        Assert.Contains("answers 413 (Request Entity Too Large)", told.Out.ReplaceLineEndings(" "));
    }
}
