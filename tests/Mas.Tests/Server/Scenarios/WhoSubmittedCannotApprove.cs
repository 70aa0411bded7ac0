using Mas.Commands;
using Mas.Server;
using Mas.Server.Queue;
using Mas.Server.Security;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Queue;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// Two operators have submitted to one run; one of them wants its split held, and then would get round it.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class WhoSubmittedCannotApprove(TinyRuns runs)
{
    [Fact]
    public async Task NeitherByApprovingNorByCancellingTheHold()
    {
        var folder = runs["two-eyes"];
        using var stop = new CancellationTokenSource();
        await using var server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = folder,
                Queue = new QueueTerms
                {
                    Window = TimeSpan.Zero,
                    BeginsHeld = true,
                    Devices = 2,
                    TwoEyes = true,
                    Defaults = Fleets.Tiny,
                },
            },
            TimeProvider.System);
        var devices = Agents.Work(runs, folder, server.Address, "dkn", stop.Token);
        var (ann, cara, bob) = (Key("ann"), Key("cara"), Key("bob"));
        Assert.Equal("t1", Mas(ann, "submit", "--tasks", "dk", "--hold").Out.Trim());
        Assert.Equal("t2", Mas(cara, "submit", "--tasks", "n").Out.Trim());
        server.Fleet.BeginRuns();
        await server.Fleet.Until(status => status.Runs.Any(run => run.State == QueueState.Held));

        var own = Mas(ann, "approve", "r1");
        Assert.Equal(ExitCode.BadInput, own.Code);
        Assert.Contains("ann submitted to r1; its split needs the approval of another operator.", own.Error);

        Assert.Equal(ExitCode.Done, Mas(ann, "cancel", "t1").Code);
        Assert.Contains("ann submitted to r1", Mas(ann, "approve", "r1").Error);
        Assert.Contains("cara submitted to r1", Mas(cara, "approve", "r1").Error);
        Assert.Equal(QueueState.Held, server.Fleet.Status().State("t2"));

        Assert.Equal(ExitCode.Done, Mas(bob, "approve", "r1").Code);
        var done = await server.Fleet.Until(status => status.State("t2") is QueueState.Done or QueueState.Failed);
        Assert.Equal((QueueState.Done, "bob"), (done.State("t2"), done.Runs[0].Split!.ApprovedBy));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => devices);
        string[] told =
        [
            "ann approve no", "ann approve no", "ann cancel t1", "ann submit t1", "bob approve r1", "cara approve no",
            "cara submit t2",
        ];
        Assert.Equal(
            told,
            (await FleetOwner.Trail(folder, refusals: 3)).Where(entry => entry.Deed is "submit" or "cancel" or "approve")
                .Select(entry => $"{entry.Who} {entry.Deed} {(entry.Outcome == "done" ? entry.Subject : "no")}")
                .Order(StringComparer.Ordinal));

        string Key(string name) => FleetOwner.Key(folder, name, OperatorScope.Submit, OperatorScope.Approve);

        CommandRun Mas(string key, params string[] arguments) =>
            CommandRun.Of([.. arguments, "--server", server.Address.ToString(), "--key", key]);
    }
}
