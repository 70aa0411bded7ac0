using System.Globalization;
using Mas.Federation.Grouping;
using Mas.Federation.Options;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Federation.Methods;

/// <summary>
/// MAS (Zhuang, Wen, Lyu and Zhang, ICCV 2023): all tasks merged into one for some rounds, during which clients measure
/// how tasks help each other; then split into groups that do, each continued from the merged parameters.
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
        ["groups", "budget", "split", "inherit", "merge-rounds", .. ProbingOptions.Names];

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
            + Choice(options);
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
        return [.. ChoosesGroupCount(options) ? ChosenGroups(options) : NoBudget(options), .. Merged(options)];
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(federation);
        ArgumentNullException.ThrowIfNull(options);
        var merged = federation.Merge(options.TaskSet(), options.MergeRounds, measures: true);
        var trained = await federation.Train(merged);
        var groups = await federation.Split(trained);
        var models = await federation.TrainAll(
            groups.Select(group => federation.Continue(trained, group, options.Rounds)));
        return [.. models.Select(FinalModel.Of)];
    }

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
