using System.Security.Cryptography;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Tests.Federation.Runs;

/// <summary>A run that was interrupted, or whose files were damaged, ends with the bits of one that was not.</summary>
public class InterruptedRunTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void ARunInterruptedAfterEveryEventEndsWithTheSameBits()
    {
        var options = runs.Options("often");
        var interruptions = 1;
        TinyRuns.StartAndInterrupt(options, happened => happened is Evaluated);
        while (TinyRuns.ResumeAndInterrupt(options, happened => happened is not Resumed))
        {
            Assert.InRange(++interruptions, 1, 100);
        }

        var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
        Assert.True(interruptions >= 6, $"{interruptions} interruptions");
        AssertUndisturbed(result);
        var history = History(options);
        Assert.Equal([1, 2], history.Stage("dk")!.Rounds.Select(round => round.Round));
        Assert.Equal([3, 4], history.Stage("dk.d")!.Rounds.Select(round => round.Round));
        Assert.Equal([3, 4], history.Stage("dk.k")!.Rounds.Select(round => round.Round));
        Assert.Single(history.Events.OfType<SplitChosen>());
        Assert.Single(history.Events.OfType<RunFinished>());
    }

    [Fact]
    public void AFinishedRunIsNotTouched()
    {
        var options = runs.Options("finished");
        var first = TinyRuns.Start(options);
        var before = Contents(options);

        var again = TinyRuns.Resume(options);

        Assert.Equivalent(first, again, strict: true);
        Assert.Equal(before, Contents(options));
    }

    [Fact]
    public void ARunThatAnotherVersionBeganWithOtherLossesIsRefusedInASentence()
    {
        var options = runs.Options("other-training");
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 1 });
        var journal = Path.Combine(options.Out!, Journal.FileName);
        File.WriteAllText(journal, File.ReadAllText(journal).Replace(",\"training\":1", ""));
        var before = Contents(options);

        var refusal = Assert.Throws<InputException>(() => TinyRuns.Resume(options));

        Assert.StartsWith(
            $"{options.Out} was started by a version of Mas that trains differently (training 0", refusal.Message);
        Assert.Equal(before, Contents(options));
    }

    [Fact]
    public void AResumptionMayUseOtherThreads()
    {
        var options = runs.Options("other-threads");
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 1 });

        AssertUndisturbed(TinyRuns.Resume(options, threads: 1));
    }

    [Theory]
    [InlineData("flipped", "is damaged: its SHA-256 is not the one in the journal.")]
    [InlineData("torn", "is damaged: its SHA-256 is not the one in the journal.")]
    [InlineData("emptied", "is damaged: its SHA-256 is not the one in the journal.")]
    [InlineData("missing", "is missing.")]
    public void ADamagedCheckpointFallsBackToTheRoundBeforeAndSaysSo(string harm, string expected)
    {
        var options = runs.Options($"damaged-{harm}");
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 2 });
        Harm(options, "dk-0002", harm);

        AssertUndisturbed(TinyRuns.Resume(options));
        var history = History(options);
        var warning = Assert.Single(history.Warnings);
        Assert.Equal(("dk", 2, null), (warning.Stage, warning.Round!.Value, warning.Client));
        Assert.Equal(
            $"The checkpoint checkpoints/dk-0002.safetensors {expected} Round 2 is trained again.", warning.Text);
        Assert.Equal([1, 2, 2], RoundsTrained(history, "dk"));
    }

    [Fact]
    public void WhereBothKeptCheckpointsAreDamagedTheStageBeginsAgain()
    {
        var options = runs.Options("damaged-both");
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 2 });
        Harm(options, "dk-0001", "flipped");
        Harm(options, "dk-0002", "torn");

        AssertUndisturbed(TinyRuns.Resume(options));
        var history = History(options);
        Assert.Equal([2, 1], history.Warnings.Select(warning => warning.Round!.Value));
        Assert.Equal([1, 2, 1, 2], RoundsTrained(history, "dk"));
    }

    [Fact]
    public void AMergedModelLostAfterTheSplitIsTrainedAgain()
    {
        var options = runs.Options("damaged-parent");
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Stage: "dk.k", Round: 3 });
        Harm(options, "dk-0002", "missing");

        AssertUndisturbed(TinyRuns.Resume(options));
        Assert.Contains(History(options).Warnings, warning => warning is { Stage: "dk", Round: 2 });
    }

    [Fact]
    public void AFinishedModelLostAfterItsTestIsTrainedAndTestedAgain()
    {
        var options = runs.Options("damaged-last");
        TinyRuns.StartAndInterrupt(
            options, happened => happened is Evaluated { Stage: "dk.d", Split: SplitNames.Test });
        Harm(options, "dk.d-0004", "flipped");

        AssertUndisturbed(TinyRuns.Resume(options));
        Assert.Equal([3, 4, 3, 4], RoundsTrained(History(options), "dk.d"));
    }

    [Fact]
    public void ATornLastLineOfTheJournalIsForgotten()
    {
        var options = runs.Options("torn-line");
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 2 });
        var journal = Path.Combine(options.Out!, Journal.FileName);
        var whole = File.ReadAllBytes(journal);
        File.WriteAllBytes(journal, whole[..^9]);

        AssertUndisturbed(TinyRuns.Resume(options));
        Assert.All(File.ReadLines(journal), line => Assert.EndsWith("}", line));
    }

    [Fact]
    public void FoldersThatCannotBeUsedAreRefusedInWords()
    {
        var options = runs.Options("exists");
        Directory.CreateDirectory(options.Out!);
        Assert.Contains("already exists", Refused(() => TinyRuns.Start(options)));
        Assert.Contains("is not a run folder: run.json is missing", Refused(() => TinyRuns.Resume(options)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(options.Out!));
        Assert.Contains("it does not exist", Refused(() => TinyRuns.Resume(runs.Options("nowhere"))));
    }

    private static string Refused(Action action) => Assert.Throws<InputException>(action).Message;

    private static RunHistory History(RunOptions options) =>
        RunHistory.Read(Path.Combine(options.Out!, Journal.FileName));

    private static IEnumerable<int> RoundsTrained(RunHistory history, string stage) =>
        history.Events.OfType<RoundFinished>().Where(round => round.Stage == stage).Select(round => round.Round);

    private static Dictionary<string, string> Contents(RunOptions options) => Directory
        .EnumerateFiles(options.Out!, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    private static void Harm(RunOptions options, string checkpoint, string harm)
    {
        var file = Path.Combine(options.Out!, "checkpoints", checkpoint + ".safetensors");
        var content = File.ReadAllBytes(file);
        content[^5] ^= 0x10;
        switch (harm)
        {
            case "flipped":
                File.WriteAllBytes(file, content);
                break;
            case "torn":
                File.WriteAllBytes(file, content[..1000]);
                break;
            case "emptied":
                File.WriteAllBytes(file, []);
                break;
            default:
                File.Delete(file);
                break;
        }
    }

    private void AssertUndisturbed(ResultFile result)
    {
        Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
        Assert.Equal(runs.Undisturbed.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(runs.Undisturbed.ValidationLoss.PerTask, result.ValidationLoss.PerTask);
        Assert.Equal(runs.Undisturbed.InitialTestLoss.PerTask, result.InitialTestLoss.PerTask);
        Assert.Equal(runs.Undisturbed.Cost.TrainFlops, result.Cost.TrainFlops);
        Assert.Equal(runs.Undisturbed.Cost.BytesUp, result.Cost.BytesUp);
    }
}
