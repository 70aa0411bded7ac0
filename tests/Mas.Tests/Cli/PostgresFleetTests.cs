using Mas.Cli;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
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
        var options = runs.Options("postgres-fleet");
        var folder = runs["postgres-fleet-folder"];
        using var fleet = MasProcess.Start(
        [
            "fleet", "--fleet", folder, "--devices", "4", "--database", postgres.Connection, "--tasks", "dk", "--out",
            options.Out!, "--data", options.Data!, .. KillTests.Recipe(options),
        ]);
        Func<bool>[] moments =
        [
            () => Holds(folder, "models"), () => Holds(folder, "updates"), () => Rounds(folder) > 0,
            () => Rounds(folder) > 1,
        ];
        foreach (var moment in moments)
        {
            Assert.True(fleet.Until(moment), "The fleet ended early.");
            postgres.Restart();
        }

        var ended = fleet.End();

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        Assert.DoesNotContain(PostgresServer.Secret, ended.Error + ended.Out);
        var result = ResultFile.Read(Path.Combine(options.Out!, "t1", ResultFile.FileName));
        Assert.Equal(
            runs.Undisturbed.ModelSha256.OrderBy(model => model.Key), result.ModelSha256.OrderBy(model => model.Key));
        Assert.Empty(RunHistory.Read(JournalPath(folder)).Warnings);
        Assert.False(File.Exists(Path.Combine(folder, "fleet.db")));
    }

    private static string JournalPath(string fleet) => Path.Combine(fleet, "runs", "r1", Journal.FileName);

    private static int Rounds(string fleet)
    {
        if (!File.Exists(JournalPath(fleet)))
            return 0;
        using var reader = new StreamReader(
            new FileStream(JournalPath(fleet), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split("round-finished").Length - 1;
    }

    private static bool Holds(string fleet, string folder)
    {
        var path = Path.Combine(fleet, folder);
        return Directory.Exists(path) && Directory.EnumerateFiles(path, "*.safetensors").Any();
    }
}
