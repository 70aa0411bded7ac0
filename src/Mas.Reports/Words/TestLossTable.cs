using Mas.Federation.Ledgers;
using Mas.Reports.Stories;
using Mas.Reports.Tables;

namespace Mas.Reports.Words;

/// <summary>A run's test losses as the report, the terminal and the dashboard show them.</summary>
public static class TestLossTable
{
    /// <summary>
    /// A row per task and, once all are tested, their sums: the loss of the model before training, of the best constant map
    /// if known, and of the trained model, and the change from the first to the last. A task that is not learned is
    /// marked.
    /// </summary>
    public static TextTable Of(RunStory story)
    {
        var hasConstant = story.History.Constants is not null;
        List<IReadOnlyList<TextCell>> rows =
        [
            .. story.Tasks.Select(task => Row(
                story.Words.Name(task), string.Join(' ', story.OwnerOf(task)?.Tasks ?? []), story.InitialTestLoss(task),
                story.ConstantLoss(task), story.TestLoss(task),
                LearnedWords.IsLearned(story, task) == false ? LearnedWords.NotLearned : "")),
        ];
        if (story.IsTested)
        {
            rows.Add(Row(
                "all tasks", "", Sum(story, story.InitialTestLoss),
                Sum(story, task => story.ConstantLoss(task)),
                Sum(story, story.TestLoss)));
        }

        return new(
            [
                "task", "model", StartWords.Before(story.Options), .. hasConstant ? ["best constant"] : Array.Empty<string>(), "trained",
                "change",
            ],
            rows, TextColumns: 2)
        {
            HasTotal = story.IsTested,
        };

        IReadOnlyList<TextCell> Row(
            string name, string model, double? untrained, double? constant, double? trained, string mark = "") =>
        [
            name, model, Quantity.Loss(untrained), .. hasConstant ? [Quantity.Loss(constant)] : Array.Empty<TextCell>(),
            new TextCell(Quantity.Loss(trained), mark), Quantity.Change(untrained, trained),
        ];
    }

    /// <summary>The sum of all tasks' losses, or null where one is not measured.</summary>
    internal static double? Sum(RunStory story, Func<string, double?> loss)
    {
        var losses = story.Tasks.Select(loss).ToList();
        return losses.Contains(null) ? null : losses.Sum();
    }
}
