using Mas.Commands;
using Mas.Federation.Runs;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

/// <summary>Real processes that begin at once, as a loop of a shell starts them.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class RunsAtOnceTests(TinyRuns runs)
{
    [Fact]
    public void SixRunsBegunInOneSecondEndInAFolderEach()
    {
        var folder = Directory.CreateDirectory(runs["at-once"]).FullName;
        var processes = Enumerable.Range(0, 6).Select(seed => MasProcess.StartIn(
            folder, [], "run", "--data", runs.Data, "--tasks", "k", "--method", "all-in-one", "--rounds", "1",
            "--clients-per-round", "1", "--batch", "4", "--image-size", "32", "--evaluate-every", "0", "--threads", "1",
            "--seed", $"{seed}")).ToArray();
        var ended = processes.Select(process => process.End()).ToArray();
        Array.ForEach(processes, process => process.Dispose());

        Assert.All(ended, run => Assert.True(run.Code == ExitCode.Done, run.Error));
        var folders = Directory.GetDirectories(Path.Combine(folder, "runs"));
        ulong[] seeds = [.. folders.Select(made => RunFolder.Look(made, TestCatalogue.Learning).Options.Seed).Order()];
        Assert.Equal([0, 1, 2, 3, 4, 5], seeds);
        Assert.All(folders, made => Assert.True(File.Exists(Path.Combine(made, RunFolder.ReportFileName))));
    }
}
