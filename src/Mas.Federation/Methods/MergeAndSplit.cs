using System.Globalization;
using Mas.Federation.Grouping;
using Mas.Federation.Options;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>
/// MAS (Zhuang, Wen, Lyu and Zhang, ICCV 2023): all tasks merged into one for some rounds, during which clients measure
/// how tasks help each other; then split into groups that do, each continued from the merged parameters. Tasks may arrive
/// while it trains, and leave once they are good enough.
/// </summary>
public sealed class MergeAndSplit : Method
{
    private static readonly OptionName _groups = Named(nameof(RunOptions.Groups));

    /// <inheritdoc/>
    public override string Name => "merge-and-split";

    /// <inheritdoc/>
    public override string Summary => "together first, then in groups that help each other";

    /// <inheritdoc/>
    public override string Title => "merged and split";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads =>
        ["groups", "budget", "split", "inherit", "merge-rounds", "arrivals", "leave-at", .. ProbingOptions.Names];

    /// <inheritdoc/>
    public override GroupKind Groups => GroupKind.Partition;

    /// <inheritdoc/>
    public override bool ReadsAffinity => true;

    /// <inheritdoc/>
    public override string Story(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return "A client can train only one model at a time. So all tasks are first merged: one model with a shared "
            + "encoder and a decoder for each task. While it trains, Mas measures which tasks help each other. Then it "
            + $"splits them into {Count(options)} and continues with one model per group, {Inherited(options)}."
            + Choice(options)
            + (options.Arrivals is null ? "" : " Some tasks arrive while it trains: before the split they join the merged "
                + "model, after it the group that they fit best.")
            + (options.LeaveAt is null ? "" : " A task that has reached the loss it was asked for leaves its group.");
    }

    /// <inheritdoc/>
    public override IEnumerable<ExpectedStage> Expected(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            new ExpectedStage(options.TaskNames.Count, options.MergeRounds),
            .. ExpectedStage.Groups(options, options.Rounds - options.MergeRounds),
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            .. ChoosesGroupCount(options) ? ChosenGroups(options) : NoBudget(options), .. Merged(options),
            .. TaskFaults.Of(options),
        ];
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(federation);
        ArgumentNullException.ThrowIfNull(options);
        var arrivals = TaskArrivals.Of(options);
        var merged = await Merged(federation, options, arrivals);
        var groups = await federation.Split(merged);
        var models = new List<FinalModel>();
        IReadOnlyList<TaskGroup> open = [.. groups.Select(group => new TaskGroup(merged, group, options.Inherit))];
        foreach (var arrival in arrivals.Later.Where(arrival => arrival.Round >= options.MergeRounds))
        {
            open = await Train(federation, options, open, arrival.Round, models);
            open = open.Count > 0
                ? await Placed(federation, options, open, arrival, arrivals)
                : [.. arrival.Tasks.Select(task => TaskGroup.After(models[^1].Trained, task, arrival.Round))];
        }

        open = await Train(federation, options, open, options.Rounds, models);
        return [.. models, .. open.Select(group => new FinalModel(group.Parent, group.Tasks))];
    }

    /// <summary>
    /// Trains all tasks as one until the split, each from its arrival on. Clients measure once all are there; a stage stops
    /// early (<see cref="RunOptions.Patience"/>) where it would if nothing arrived.
    /// </summary>
    private async Task<TrainedStage> Merged(TaskFederation federation, RunOptions options, TaskArrivals arrivals)
    {
        var (tasks, until) = (arrivals.Present, arrivals.Until(0, options.MergeRounds));
        var trained = await federation.Train(federation.Merge(tasks, until, measures: until == options.MergeRounds) with
        {
            Chooses = Groups,
        });
        foreach (var arrival in arrivals.Later.TakeWhile(arrival => arrival.Round < options.MergeRounds))
        {
            tasks = Together(options, tasks, arrival.Tasks);
            until = arrivals.Until(arrival.Round, options.MergeRounds);
            trained = await federation.Train(
                federation.Grow(trained, tasks, until, measures: until == options.MergeRounds));
        }

        return trained;
    }

    /// <summary>
    /// Trains groups to a round, side by side. A task that reaches the loss at which it leaves has its final model, and the
    /// rest of its group continues from there.
    /// </summary>
    /// <returns>The groups that have tasks left, each with the stage that it continues.</returns>
    private static async Task<IReadOnlyList<TaskGroup>> Train(
        TaskFederation federation, RunOptions options, IReadOnlyList<TaskGroup> groups, int lastRound,
        List<FinalModel> models)
    {
        var trained = await Task.WhenAll(groups.Select(Follow));
        models.AddRange(trained.SelectMany(group => group.Left));
        return [.. trained.Select(group => group.Staying).OfType<TaskGroup>()];

        async Task<(IReadOnlyList<FinalModel> Left, TaskGroup? Staying)> Follow(TaskGroup group)
        {
            var left = new List<FinalModel>();
            while (group.Tasks.Count > 0 && group.NextRound <= lastRound)
            {
                var stage = await federation.Train(federation.Continue(group, lastRound));
                var leaving = stage.Round < options.Rounds ? stage.Left : [];
                if (leaving.Count > 0)
                {
                    left.Add(new FinalModel(stage, leaving));
                }

                group = new TaskGroup(stage, [.. group.Tasks.Except(leaving)], Inheritance.All);
            }

            return (left, group.Tasks.Count > 0 ? group : null);
        }
    }

    /// <summary>
    /// Trains tasks that arrive with every group, for as many rounds as decide a split or until others arrive, and places
    /// them. At least one round is left to train after it.
    /// </summary>
    private static async Task<IReadOnlyList<TaskGroup>> Placed(
        TaskFederation federation, RunOptions options, IReadOnlyList<TaskGroup> groups, TaskArrival arrival,
        TaskArrivals arrivals)
    {
        var last = Math.Min(arrival.Round + options.ProbeRounds, arrivals.Until(arrival.Round, options.Rounds - 1));
        var tried = await federation.TrainAll(groups.Select(group => federation.Continue(
            group with { Tasks = Together(options, group.Tasks, arrival.Tasks) }, last, measures: true)));
        return federation.Place(arrival.Tasks, tried);
    }

    private static LearningTask[] Together(
        RunOptions options, IReadOnlyList<LearningTask> tasks, IReadOnlyList<LearningTask> others) =>
        [.. options.TaskSet().Where(task => tasks.Contains(task) || others.Contains(task))];

    private string Count(RunOptions options) => ChoosesGroupCount(options)
        ? "as many groups as are best within "
            + options.Budget.ToString("0.## %", CultureInfo.InvariantCulture) + " of what one by one would take"
        : Plural.InWords(options.Groups.Count, "group");

    private static string Inherited(RunOptions options) => options.Inherit switch
    {
        Inheritance.Encoder => "from the shared encoder, with new decoders",
        Inheritance.None => "but from scratch, for comparison",
        _ => "from what was already learned",
    };

    private static string Choice(RunOptions options) => options.Split == PartitionChoice.Best
        ? ""
        : $" For comparison, the {ChoiceForm.WordOf(options.Split)} partition is taken, not the best.";

    /// <summary>The faults of a run that chooses the number of its groups.</summary>
    private static IEnumerable<OptionFault> ChosenGroups(RunOptions options)
    {
        if (options.Budget == 0)
        {
            yield return new(
                Named(nameof(RunOptions.Budget)).Name, "left out",
                $"the most operations the run may take, as a share of {Baseline}'s, as {_groups} is auto");
        }

        if (options.Split != PartitionChoice.Best)
        {
            yield return new(
                Named(nameof(RunOptions.Split)).Name, $"'{ChoiceForm.WordOf(options.Split)}'", $"best, as {_groups} is auto");
        }

        if (options.ProbeStop > 0)
        {
            yield return new(
                Named(nameof(RunOptions.ProbeStop)).Name, Text(options.ProbeStop),
                $"0, as {_groups} is auto, which weighs several groupings");
        }
    }

    private static IEnumerable<OptionFault> NoBudget(RunOptions options) => options.Budget > 0
        ? [new(_groups.Name, $"{options.Groups}", $"auto, as {Named(nameof(RunOptions.Budget))} is {options.Budget}")]
        : [];

    private IEnumerable<OptionFault> Merged(RunOptions options)
    {
        if (options.Rounds == 1)
        {
            yield return new(
                Named(nameof(RunOptions.Rounds)).Name, "1",
                $"at least 2 with {Name}: one before the split and one after it");
        }
        else if (options.Rounds > 1 && options.MergeRounds >= options.Rounds)
        {
            var fitting = new IntegerRange(1, options.Rounds - 1);
            yield return new(
                Named(nameof(RunOptions.MergeRounds)).Name, Text(options.MergeRounds),
                $"{fitting.Expected}, as {Named(nameof(RunOptions.Rounds))} is {options.Rounds}");
        }
    }

    private static string Baseline => MethodCatalogue.Baseline.Name;

    private static OptionName Named(string property) => RunTable.Name(property);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
