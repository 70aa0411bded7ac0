using Mas.Learning;
using Mas.Server;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Queue;
using Mas.Wire.Documents;
using Microsoft.EntityFrameworkCore;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A server with a run that has not ended, and <c>mas prune</c> as a process beside it.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class APruneBesideARunningRunTakesWhatHasEnded(TinyRuns runs)
{
    private static readonly SubmissionDocument Asked = new() { Tasks = "dk" };

    [Fact]
    public async Task TheRunGoesOnAndNoNumberIsGivenTwice()
    {
        var folder = runs["pruned"];
        using var stop = new CancellationTokenSource();
        await using var server = await Fleets.Start(folder, devices: 2);
        var devices = Agents.Work(runs, folder, server.Address, "dkn", stop.Token);
        await server.Fleet.Submit(Asked, "ann");
        await server.Fleet.Until(status => status.State("t1") == QueueState.Done);
        await server.Fleet.Submit(Asked with { Tasks = "s" }, "ann");
        await server.Fleet.Cancel("t2", "ann");
        await server.Fleet.Submit(Asked with { Tasks = "dkn", Hold = true }, "ann");
        await server.Fleet.Until(status => status.State("t3") == QueueState.Held);
        await Age(server);
        var gone = server.Fleet.FolderOf("r1");

        await server.Fleet.Until(status => status.Runs.Count == 2);
        Assert.Equal("Would remove 1 run (r1), 2 submissions (t2, t1) and 2 tokens.", Prune("--dry-run"));
        Assert.True(Directory.Exists(gone));
        using (FolderLock.Hold(gone))
        {
            Assert.Equal(
                "Removed 0 runs, 1 submission (t2) and 2 tokens; kept, as another process works on the folder: r1.",
                Prune());
        }

        Assert.Equal("Removed 1 run (r1), 1 submission (t1) and 0 tokens.", Prune());
        Assert.Equal([server.Fleet.FolderOf("r2")], Directory.EnumerateDirectories(Path.GetDirectoryName(gone)!));

        await server.Fleet.Approve("r2", null, "bob");
        var done = await server.Fleet.Until(status => status.State("t3") == QueueState.Done);
        Assert.Equal(["t3"], done.Submissions.Select(each => each.Id));
        Assert.NotEmpty((server.Fleet.Models("t3")).Models);

        await Age(server);
        Assert.StartsWith("Removed 1 run (r2), 1 submission (t3)", Prune());
        Assert.Equal("t4", await server.Fleet.Submit(Asked, "ann"));
        done = await server.Fleet.Until(status => status.State("t4") == QueueState.Done);
        Assert.Equal("r3", Assert.Single(done.Runs).Id);
        Assert.Contains(
            await FleetOwner.Trail(folder),
            entry => (entry.Deed, entry.Subject) == ("prune", "1 run (r1), 1 submission (t1) and 0 tokens"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => devices);

        string Prune(params string[] options)
        {
            var run = MasProcess.Run(["prune", "--fleet", folder, "--older-than", "30d", .. options]);
            Assert.Equal(("", 0), (run.Error, run.Code));
            return run.Out.Trim();
        }
    }

    /// <summary>All that has happened so far did so forty days ago.</summary>
    private static Task<int> Age(FleetServer server)
    {
        var then = DateTimeOffset.UtcNow.AddDays(-40);
        var (milliseconds, seconds) = (then.ToUnixTimeMilliseconds(), then.ToUnixTimeSeconds());
        return server.Store.Do(database =>
        {
            database.Runs.ExecuteUpdate(set => set.SetProperty(run => run.StartedAt, milliseconds));
            database.Runs.Where(run => run.EndedAt != null)
                .ExecuteUpdate(set => set.SetProperty(run => run.EndedAt, milliseconds));
            database.Submissions.ExecuteUpdate(set => set.SetProperty(row => row.SubmittedAt, milliseconds));
            return database.Tokens.ExecuteUpdate(set => set.SetProperty(token => token.ExpiresAt, seconds));
        });
    }
}
