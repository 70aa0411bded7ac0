using Mas.Federation.Ledgers;
using Mas.Reports.Stories;

namespace Mas.Reports.Words;

/// <summary>Losses in words.</summary>
public static class LossWords
{
    /// <summary>What is shown where nothing was measured.</summary>
    public const string NotMeasured = "not measured";

    /// <summary>What the figure of test losses shows.</summary>
    public static string TestFigure(RunStory story) =>
        "Loss on test examples, which no client trained on, in percent of that of the "
        + (story.History.Constants is null ? "untrained model" : "best constant")
        + " (the vertical line). Shorter is better.";

    /// <summary>
    /// A loss at a run's end next to the wanted loss: <c>0.300 (wanted 0.200, missed)</c>. A loss that was not measured
    /// has not reached it.
    /// </summary>
    /// <param name="loss">The loss; null where it was not measured.</param>
    /// <param name="wanted">The loss that is wanted; null = none.</param>
    public static string Beside(double? loss, double? wanted) => Quantity.Loss(loss) + (wanted is null ? ""
        : $" (wanted {Quantity.Loss(wanted)}{(loss is null ? $", {NotMeasured}" : loss <= wanted ? "" : ", missed")})");
}
