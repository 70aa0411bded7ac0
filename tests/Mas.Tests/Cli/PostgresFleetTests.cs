using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Storage;

namespace Mas.Tests.Cli;

/// <summary>Server and devices as real processes, over a real PostgreSQL.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class PostgresFleetTests(TinyRuns runs)
{
    [RequiresPostgresFact]
    public void ADatabaseThatIsRestartedInMidRoundCostsNoBitOfTheRun()
    {
        using var postgres = new PostgresServer();
        var fleet = new ProcessFleet(runs, "postgres-fleet");
        using var process = MasProcess.Start([.. fleet.Command("dk"), "--database", postgres.Connection]);
        Func<bool>[] moments =
        [
            () => fleet.Holds("models"), () => fleet.Holds("updates"), () => Rounds(fleet) > 0, () => Rounds(fleet) > 1,
        ];
        foreach (var moment in moments)
        {
            Assert.True(process.Until(moment), "The fleet ended early.");
            postgres.Restart();
        }

        var ended = process.End();

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        Assert.DoesNotContain(PostgresServer.Secret, ended.Error + ended.Out);
        fleet.AssertSimulated();
        Assert.Empty(RunHistory.Read(fleet.JournalPath).Warnings);
        Assert.False(File.Exists(Path.Combine(fleet.Folder, "fleet.db")));
    }

    private static int Rounds(ProcessFleet fleet) => fleet.Journal.Split("round-finished").Length - 1;
}
