using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation;

/// <summary>
/// What readers should know about a run's losses at its end: which tasks were not measured, and where training and
/// validation diverge.
/// </summary>
internal static class LossWarnings
{
    /// <summary>
    /// How far above the training loss a validation loss is before it is worth a warning. It must also be above the
    /// training loss of the first round: the gap is then larger than all that training has gained.
    /// </summary>
    private const double Gap = 1.5;

    /// <summary>The warnings of a run whose final models have been tested.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="history">What its journal records.</param>
    /// <param name="catalogue">What the options choose from.</param>
    internal static IEnumerable<Warning> Of(RunOptions options, RunHistory history, RunCatalogue catalogue)
    {
        var tasks = options.TaskSet();
        string?[] sentences =
        [
            Names(tasks, task => history.TrainLosses(task).Count == 0) is { } untrained
                ? $"No training example has a target for {untrained}, so there was nothing to learn from." : null,
            Missing(tasks, history, SplitNames.Validation),
            Withheld(tasks, history, SplitNames.Validation),
            Missing(tasks, history, SplitNames.Test),
            Withheld(tasks, history, SplitNames.Test),
            Parting(options, history, catalogue),
        ];
        return sentences.OfType<string>().Select(sentence => new Warning(null, null, null, sentence));
    }

    private static string? Missing(IReadOnlyList<LearningTask> tasks, RunHistory history, string split) =>
        Names(tasks, task => history.FinalLoss(task, split)?.Value is null && !history.IsWithheld(task, split))
            is { } unseen
            ? $"No {split} example has a target for {unseen}, so there is no total {split} loss." : null;

    private static string? Withheld(IReadOnlyList<LearningTask> tasks, RunHistory history, string split) =>
        Names(tasks, task => history.FinalLoss(task, split)?.Value is null && history.IsWithheld(task, split))
            is { } withheld
            ? $"Too few clients found a finite {split} loss of {withheld}, so there is no total {split} loss. Where most "
                + "of their losses are not finite, the model has diverged; a lower --learning-rate helps."
            : null;

    private static string? Parting(RunOptions options, RunHistory history, RunCatalogue catalogue)
    {
        var apart = options.TaskSet().Select(task => (Task: task, Train: history.TrainLosses(task.Mark)))
            .Where(each => each.Train.Count > 0)
            .Select(each => (
                each.Task, First: each.Train[0].Loss, Last: Kept(history, each.Task.Mark, each.Train),
                Validation: history.FinalLoss(each.Task.Mark, SplitNames.Validation)?.Value))
            .Where(each => each.Validation > Gap * each.Last && each.Validation > each.First)
            .Select(each =>
                $"{each.Task.Label} {Quantity.Loss(each.Validation)} against {Quantity.Loss(each.Last)}")
            .ToArray();
        if (apart.Length == 0)
        {
            return null;
        }

        var found = $"Validation losses are far above the last training losses: {WordList.Of(apart)}.";
        return catalogue.Methods.Of(options).IsForSingleClients || RoundRule.FreezesNorms(options, options.Rounds)
            ? found
            : $"{found} The usual cause is that the averaged statistics of batch norms fit no client: "
                + "'mas evaluate DIR --split validation --statistics batch' shows the losses with each batch's own. "
                + "If those are near the training losses, --freeze-norms-after N or more --local-epochs help.";
    }

    /// <summary>The training loss of the round whose model is kept, which with patience is not the last.</summary>
    private static double Kept(RunHistory history, string task, IReadOnlyList<(int Round, double Loss)> train)
    {
        var kept = history.ServersOf(task).Max(stage => stage.KeptRound);
        return train.Where(point => point.Round <= kept).Append(train[0]).MaxBy(point => point.Round).Loss;
    }

    private static string? Names(IReadOnlyList<LearningTask> tasks, Func<string, bool> isMissing) =>
        tasks.Where(task => isMissing(task.Mark)).Select(task => task.Label).ToArray() is { Length: > 0 } missing
            ? WordList.Of(missing) : null;
}
