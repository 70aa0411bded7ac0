using System.Globalization;
using Mas.Federation.Options;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>
/// Which options of a run do not fit each other. What each may be by itself is declared where it is, in
/// <see cref="RunOptions"/>.
/// </summary>
internal static class RunRules
{
    private static readonly OptionName _tasks = Named(nameof(RunOptions.Tasks));
    private static readonly OptionName _method = Named(nameof(RunOptions.Method));
    private static readonly OptionName _groups = Named(nameof(RunOptions.Groups));
    private static readonly OptionName _budget = Named(nameof(RunOptions.Budget));
    private static readonly OptionName _split = Named(nameof(RunOptions.Split));
    private static readonly OptionName _rounds = Named(nameof(RunOptions.Rounds));
    private static readonly OptionName _mergeRounds = Named(nameof(RunOptions.MergeRounds));
    private static readonly OptionName _clientsPerRound = Named(nameof(RunOptions.ClientsPerRound));
    private static readonly OptionName _quorum = Named(nameof(RunOptions.Quorum));
    private static readonly OptionName _probeEvery = Named(nameof(RunOptions.ProbeEvery));
    private static readonly OptionName _probeStop = Named(nameof(RunOptions.ProbeStop));

    /// <summary>Every fault of the options: of each by itself, then of what does not fit.</summary>
    internal static IReadOnlyList<OptionFault> Faults(RunOptions options)
    {
        OptionFault[] alone = [.. RunTable.Standard.Faults(options)];

        // Whether a value that is wrong by itself would fit is not the question.
        var wrong = alone.Select(fault => fault.Option).ToHashSet();
        return [.. alone, .. Together(options).Where(fault => !wrong.Contains(fault.Option))];
    }

    private static IEnumerable<OptionFault> Together(RunOptions options) =>
        [.. Groups(options), .. Merged(options), .. Probes(options), .. Quorum(options)];

    private static IEnumerable<OptionFault> Quorum(RunOptions options)
    {
        var range = new IntegerRange(1, Math.Max(1, options.ClientsPerRound));
        if (!range.Contains(options.Quorum))
        {
            yield return new(
                _quorum.Name, Text(options.Quorum),
                $"{range.Expected}, as {_clientsPerRound} is {options.ClientsPerRound}");
        }
    }

    private static IEnumerable<OptionFault> Groups(RunOptions options)
    {
        var method = RunMethod.Find(options.Method);
        if (options.ChoosesGroupCount)
        {
            foreach (var fault in ChosenGroups(options))
                yield return fault;
            yield break;
        }

        if (options.Splits && options.Budget > 0)
            yield return new(_groups.Name, Text(options.Groups), $"auto, as {_budget} is {options.Budget}");

        // Where there are too few tasks for the method, that is the fault, and not their number of groups.
        var range = new IntegerRange(1, options.Tasks.Length);
        var isTooFew = options.Tasks.Length < (method is { ReadsAffinity: true } ? 2 : 1);
        if (method is { ReadsGroups: true } && !isTooFew && !range.Contains(options.Groups))
        {
            yield return options.Groups == 0
                ? new(_groups.Name, "auto", $"{range.Expected}, as {_method} is {options.Method}")
                : new(_groups.Name, Text(options.Groups), $"{range.Expected}, as {_tasks} is '{options.Tasks}'");
        }
    }

    /// <summary>The faults of a run that chooses the number of its groups.</summary>
    private static IEnumerable<OptionFault> ChosenGroups(RunOptions options)
    {
        if (options.Budget == 0)
        {
            yield return new(
                _budget.Name, "left out",
                $"the most operations the run may take, as a share of one-by-one's, as {_groups} is auto");
        }

        if (options.Split != "best")
            yield return new(_split.Name, $"'{options.Split}'", $"best, as {_groups} is auto");
        if (options.ProbeStop > 0)
        {
            yield return new(
                _probeStop.Name, Text(options.ProbeStop), $"0, as {_groups} is auto, which weighs several groupings");
        }
    }

    private static IEnumerable<OptionFault> Merged(RunOptions options)
    {
        if (!options.Splits)
            yield break;
        if (options.Rounds == 1)
        {
            yield return new(
                _rounds.Name, "1", $"at least 2 with {options.Method}: one before the split and one after it");
        }
        else if (options.Rounds > 1 && options.MergeRounds >= options.Rounds)
        {
            yield return new(
                _mergeRounds.Name, Text(options.MergeRounds),
                $"{new IntegerRange(1, options.Rounds - 1).Expected}, as {_rounds} is {options.Rounds}");
        }
    }

    private static IEnumerable<OptionFault> Probes(RunOptions options)
    {
        if (RunMethod.Find(options.Method) is not { ReadsAffinity: true })
            yield break;
        if (options.Tasks.Length == 1)
        {
            yield return new(
                _tasks.Name, $"'{options.Tasks}'",
                $"at least two tasks with {options.Method}, or {_method} one-by-one");
        }

        if (options.ProbeEvery == 0)
        {
            yield return new(
                _probeEvery.Name, "0",
                $"at least 1 with {options.Method}, whose groups follow what is measured, or {_method} all-in-one");
        }
    }

    private static OptionName Named(string property) => new(RunTable.Standard[property].Name);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
