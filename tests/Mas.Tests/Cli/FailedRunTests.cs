using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Vision.Taskonomy;

namespace Mas.Tests.Cli;

/// <summary>Runs that cannot go on: they say why, and go on once they can.</summary>
[Collection(ProcessCollection.Name)]
public class FailedRunTests(TinyRuns runs)
{
    [RequiresMountFact]
    [Trait("Kind", "Process")]
    public void AFullDiskStopsTheRunInWordsAndMoreSpaceLetsItGoOn()
    {
        var disk = Directory.CreateTempSubdirectory("mas-disk-").FullName;

        // The model of a round has about 3 MB: the first fits, the second does not.
        Assert.Equal(0, RequiresTorchFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=5m", "none", disk));
        try
        {
            var options = runs.Options("on-a-disk") with { Out = Path.Combine(disk, "run") };
            var full = MasProcess.Run(KillTests.Command(options));

            Assert.Equal(ExitCode.Failed, full.Code);
            var second = Path.Combine(options.Out!, CheckpointStore.PathOf("dk", 2));
            Assert.Contains($"{second} cannot be written: No space left on device", full.Faults[0]);
            Assert.Contains($"mas resume {options.Out}", full.Faults[1]);
            Assert.Equal(2, full.Faults.Length);
            Assert.False(File.Exists(second));

            Assert.Equal(0, RequiresTorchFactAttribute.Run("mount", "-o", "remount,size=64m", disk));
            var resumed = MasProcess.Run("resume", options.Out!);

            Assert.True(resumed.Code == ExitCode.Done, resumed.Error);
            var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
            Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
        }
        finally
        {
            RequiresTorchFactAttribute.Run("umount", disk);
            Directory.Delete(disk);
        }
    }

    [Fact]
    public void ARunWhoseLossesAllBecomeNaNSaysWhatToChangeAndNotThatItGoesOn()
    {
        // A weight decay that makes every weight ten times as large a step, until it is no number.
        var options = runs.Options("nan");
        var run = CommandRun.Of(
            [.. KillTests.Command(options), "--learning-rate", "10", "--weight-decay", "1", "--local-epochs", "40"]);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.StartsWith("Round 1 of stage dk has no valid update: The loss of task '", run.Faults[0]);
        Assert.EndsWith(
            "The same options would diverge again; start a new run with a --learning-rate below 10.",
            run.Faults[0].TrimEnd());
        Assert.Equal($"Finished rounds are kept in {options.Out}.", run.Faults[1].TrimEnd());
        Assert.Equal(2, run.Out.Split('\n').Count(line => line.Contains("left out of the round. (dk, round 1, ")));
        Assert.Equal(ExitCode.Failed, CommandRun.Of("resume", options.Out!).Code);
    }

    [Fact]
    public void WhereNoAffinityCanBeMeasuredNoResumptionIsOffered()
    {
        // Depth is known in a corner alone, so it is valid but the losses, which leave out the border, measure nothing.
        using var data = TinySet.Create(buildings: 1, width: 32, height: 32);
        for (var view = 0; view < 6; view++)
        {
            var depth = data.Read("depth_zbuffer", "a", view);
            depth.Samples.AsSpan(1).Fill(65535);
            depth.Samples[0] = 1000;
            data.Write("depth_zbuffer", "a", view, depth);
        }

        var folder = Path.Combine(data.Root, "run");
        var run = CommandRun.Of(
            "run", "--data", data.Root, "--tasks", "dn", "--image-size", "32", "--rounds", "2", "--merge-rounds", "1",
            "--batch", "4", "--encoder", "xception-quarter", "--out", folder);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.StartsWith("No client of stage dn measured an affinity", run.Faults[^2]);
        Assert.Equal($"Finished rounds are kept in {folder}.", run.Faults[^1].TrimEnd());
    }

    [Fact]
    public void ADamagedCheckpointIsToldByTheCommandThatGoesOn()
    {
        var options = runs.Options("damaged");
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 2 });
        File.WriteAllText(Path.Combine(options.Out!, CheckpointStore.PathOf("dk", 2)), "no model");

        var run = CommandRun.Of("resume", options.Out!);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains(
            "warning: The checkpoint checkpoints/dk-0002.safetensors is damaged: its SHA-256 is not the one in the "
            + "journal. Round 2 is trained again. (dk, round 2)", run.Out);
        var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
        Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
    }
}
