using Mas.Federation;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Tests.Federation;

public class LossWarningsTests
{
    private static readonly RunOptions _options = TestCatalogue.Options with { Tasks = "dk", Method = "all-in-one", Rounds = 2 };

    [Fact]
    public void AValidationLossAboveTheGapAndTheFirstTrainingLossIsTold()
    {
        var sentence = Assert.Single(Sentences(first: 0.9, last: 0.43, validation: 2.201));

        Assert.StartsWith(
            "Validation losses are far above the last training losses: depth 2.201 against 0.430. The usual cause",
            sentence);
        Assert.Contains("--statistics batch", sentence);
        Assert.Contains("--freeze-norms-after N", sentence);
    }

    [Theory]
    [InlineData(0.9, 0.43, 0.64)]
    [InlineData(0.9, 0.43, 0.89)]
    [InlineData(0.3, 0.43, 0.64)]
    public void ASmallerGapIsNot(double first, double last, double validation) =>
        Assert.Empty(Sentences(first, last, validation));

    [Fact]
    public void WithFrozenNormsOrAModelPerClientThatCauseIsNotNamed()
    {
        Assert.EndsWith("against 0.430.", Assert.Single(Sentences(
            0.9, 0.43, 2.2, options: _options with { FreezeNormsAfter = 1 })));
        Assert.EndsWith("against 0.430.", Assert.Single(Sentences(
            0.9, 0.43, 2.2, options: _options with { Method = "standalone" })));
    }

    [Fact]
    public void ATaskThatIsNotMeasuredIsNamed() => Assert.Equal(
        [
            "No training example has a target for depth, so there was nothing to learn from.",
            "No validation example has a target for depth, so there is no total validation loss.",
            "No test example has a target for depth, so there is no total test loss.",
        ],
        Sentences(null, null, null));

    private static string[] Sentences(double? first, double? last, double? validation, RunOptions? options = null)
    {
        var history = RunHistory.Of(
        [
            new StageStarted("dk", ["d", "k"], 1, 2, null),
            Round(1, first),
            Round(2, last),
            Found(SplitNames.Validation, validation),
            Found(SplitNames.Test, validation),
        ]);
        return [.. LossWarnings.Of(options ?? _options, history, TestCatalogue.Runs).Select(warning => warning.Sentence)];
    }

    private static RoundFinished Round(int round, double? loss) => RoundFinished.Of(
        "dk", round, 0.1, [ClientReport.Of("ash", 4, Losses(loss), 1, null)], Losses(loss), null, "c", "ab", Cost.Zero);

    private static Evaluated Found(string split, double? loss) => Evaluated.Of("dk", 2, split, Losses(loss), 4);

    private static Dictionary<string, MeanLoss> Losses(double? loss) =>
        new() { ["d"] = loss is { } mean ? new(mean, 100) : MeanLoss.None, ["k"] = new(0.5, 100) };
}
