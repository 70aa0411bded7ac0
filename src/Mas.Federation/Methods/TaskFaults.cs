using System.Globalization;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>What is wrong with options by which tasks come and go.</summary>
internal static class TaskFaults
{
    /// <summary>The faults of a method that splits.</summary>
    internal static IEnumerable<OptionFault> Of(RunOptions options) =>
        [.. Written(options), .. Arriving(options), .. Leaving(options)];

    private static IEnumerable<OptionFault> Written(RunOptions options)
    {
        if (options.AwaitsTasks || TaskMarks.Read(options.Tasks).Any(mark => options.Known().Find(mark) is null))
        {
            yield break;
        }

        var tasks = options.TaskSet();
        foreach (var (property, written, sign) in new[]
        {
            (nameof(RunOptions.Arrivals), options.Arrivals, ArrivalsForm.Sign),
            (nameof(RunOptions.LeaveAt), options.LeaveAt, TaskLossesForm.Sign),
        })
        {
            foreach (var (task, _) in TaskValues.Read(written, sign) ?? [])
            {
                if (TaskArrivals.Named(tasks, task) is null)
                {
                    yield return new(
                        Name(property).Name, $"'{written}', where '{task}' is not a task of the run",
                        $"tasks of {Name(nameof(RunOptions.Tasks))}");
                }
            }
        }
    }

    private static IEnumerable<OptionFault> Arriving(RunOptions options)
    {
        var read = TaskValues.Read(options.Arrivals, ArrivalsForm.Sign) ?? [];
        var rounds = read
            .Select(each => int.TryParse(each.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var round) ? round : 0)
            .ToArray();
        if (rounds.Length == 0)
        {
            yield break;
        }

        var (name, shown) = (Name(nameof(RunOptions.Arrivals)).Name, $"'{options.Arrivals}'");
        var last = options.Rounds - 2;
        if (rounds.Any(round => round < 1 || round > last))
        {
            yield return last < 1
                ? new(name, shown, $"nothing, as {Name(nameof(RunOptions.Rounds))} is {options.Rounds}")
                : new(
                    name, shown,
                    $"rounds from 1 to {last}, as {Name(nameof(RunOptions.Rounds))} is {options.Rounds}");
        }

        if (options.Groups.IsAuto)
        {
            yield return new(name, shown, $"nothing, as {Name(nameof(RunOptions.Groups))} is auto");
        }
        else if (!options.AwaitsTasks)
        {
            var (tasks, least) = (options.TaskNames.Count, Math.Max(2, options.Groups.Count));
            if (rounds.Length >= tasks)
            {
                yield return new(name, shown, $"at least one task that is there from the start");
            }
            else if (tasks - rounds.Count(round => round >= options.MergeRounds) < least)
            {
                yield return new(
                    name, shown,
                    $"at least {Plural.Of(least, "task")} that {(least == 1 ? "is" : "are")} there before the split, after round {options.MergeRounds}");
            }
        }
    }

    private static IEnumerable<OptionFault> Leaving(RunOptions options)
    {
        if (options.LeaveAt is null)
        {
            yield break;
        }

        if (options.Patience > 0)
        {
            yield return new(
                Name(nameof(RunOptions.LeaveAt)).Name, $"'{options.LeaveAt}'",
                $"nothing, as {Name(nameof(RunOptions.Patience))} is {options.Patience}");
        }

        if (options.EvaluateEvery == 0)
        {
            yield return new(
                Name(nameof(RunOptions.EvaluateEvery)).Name, "0",
                $"at least 1, as {Name(nameof(RunOptions.LeaveAt))} is '{options.LeaveAt}'");
        }
    }

    private static OptionName Name(string property) => RunTable.Name(property);
}
