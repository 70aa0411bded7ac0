using Mas.Federation;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Runs;

/// <summary>Runs that keep their best models, trained in earnest: whatever happens to them, the bits are the same.</summary>
public sealed class PatientRunTests(TinyRuns runs, PatientRunTests.Reference reference)
    : IClassFixture<TinyRuns>, IClassFixture<PatientRunTests.Reference>
{
    [Fact]
    public void ARunInterruptedAfterEveryEventEndsWithTheSameBits()
    {
        var options = Options("often");
        var interruptions = 1;
        TinyRuns.StartAndInterrupt(options, happened => happened is Evaluated);
        while (TinyRuns.ResumeAndInterrupt(options, happened => happened is not Resumed))
        {
            Assert.InRange(++interruptions, 1, 200);
        }

        Assert.True(interruptions > 12, $"{interruptions} interruptions");
        AssertUndisturbed(options);
        Assert.DoesNotContain(History(options).Warnings, warning => warning.Stage is not null);
    }

    [Fact]
    public void ABestModelThatIsLostIsTrainedAgain()
    {
        var options = Options("lost");
        var best = Undisturbed.Stages.First(stage => stage.KeptRound is { } kept && kept < stage.Rounds - 2);
        TinyRuns.StartAndInterrupt(
            options,
            happened => happened is RoundFinished round && round.Stage == best.Name && round.Round == best.Rounds);
        File.Delete(Path.Combine(options.Out!, CheckpointStore.PathOf(best.Name, best.KeptRound!.Value)));

        TinyRuns.Resume(options);

        AssertUndisturbed(options);
        Assert.Contains(
            $"The checkpoint {CheckpointStore.PathOf(best.Name, best.KeptRound.Value)} is missing.",
            History(options).Warnings[0].Text);
    }

    [Fact]
    public void NeverMoreThanThreeModelsOfAStageAreOnTheDisk()
    {
        var options = Options("disk");
        var most = 0;
        var observer = new RunObserver
        {
            Journaled = happened =>
            {
                if (happened is Evaluated { Split: SplitNames.Validation } evaluated)
                {
                    most = Math.Max(most, Directory.EnumerateFiles(
                        Path.Combine(options.Out!, CheckpointStore.FolderName), $"{evaluated.Stage}-*").Count());
                }
            },
        };

        FederatedRun.Start(options, TestCatalogue.Runs, observer, CancellationToken.None);

        Assert.Equal(3, most);
        Assert.Equal(
            History(options).Stages.Select(stage => Path.GetFileName(stage.Model!.Checkpoint)).Order(),
            Directory.EnumerateFiles(Path.Combine(options.Out!, CheckpointStore.FolderName)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void AnotherRunReusesAStageThatHasStopped()
    {
        _ = Undisturbed;
        var options = Options("reused") with { Threads = 1 };

        FederatedRun.Start(
            options, TestCatalogue.Runs, RunObserver.None, CancellationToken.None,
            new StageShelf([Options("undisturbed").Out!]));

        AssertUndisturbed(options);
        Assert.Equal(
            History(options).Stages.Select(stage => stage.Name),
            History(options).Events.OfType<RoundsReused>().Select(reused => reused.Stage));
    }

    /// <summary>The run that nothing disturbed.</summary>
    private ResultFile Undisturbed => reference.Of(Options("undisturbed"));

    /// <summary>Steps so long that losses rise again and again.</summary>
    private RunOptions Options(string name) => runs.Options($"patient-{name}") with
    {
        Rounds = 12,
        MergeRounds = 8,
        LearningRate = 0.4,
        EvaluateEvery = 1,
        Patience = 3,
        ProbeRounds = 2,
    };

    private void AssertUndisturbed(RunOptions options)
    {
        var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
        Assert.Equal(Undisturbed.ModelSha256, result.ModelSha256);
        Assert.Equal(Undisturbed.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(Undisturbed.ValidationLoss.PerTask, result.ValidationLoss.PerTask);
        Assert.Equal(Undisturbed.Cost.TrainFlops, result.Cost.TrainFlops);
        Assert.Equal(
            Undisturbed.Stages.Select(stage => (stage.Name, stage.Rounds, stage.KeptRound)),
            result.Stages.Select(stage => (stage.Name, stage.Rounds, stage.KeptRound)));
    }

    private static RunHistory History(RunOptions options) =>
        RunHistory.Read(Path.Combine(options.Out!, Journal.FileName));

    /// <summary>Makes the run that nothing disturbed, once.</summary>
    public sealed class Reference
    {
        private readonly Lock _gate = new();
        private ResultFile? _result;

        /// <summary>What came of it.</summary>
        public ResultFile Of(RunOptions options)
        {
            lock (_gate)
            {
                return _result ??= TinyRuns.Start(options);
            }
        }
    }
}
