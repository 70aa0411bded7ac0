using System.Globalization;
using Mas.Federation.Grouping;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Federation.Methods;

/// <summary>What is wrong with options for any method that makes groups or measures.</summary>
internal static class MethodFaults
{
    internal static IEnumerable<OptionFault> Of(Method method, RunOptions options) =>
        [.. Groups(method, options), .. Probes(method, options)];

    private static IEnumerable<OptionFault> Groups(Method method, RunOptions options)
    {
        if (method.Groups == GroupKind.None || method.ChoosesGroupCount(options) || options.AwaitsTasks)
        {
            yield break;
        }

        // Where there are too few tasks for the method, that is the fault, and not their number of groups.
        var range = new IntegerRange(1, options.TaskNames.Count);
        var isTooFew = options.TaskNames.Count < (method.ReadsAffinity ? 2 : 1);
        if (!isTooFew && !range.Contains(options.Groups.Number ?? 0))
        {
            var groups = RunTable.Name(nameof(RunOptions.Groups)).Name;
            yield return options.Groups.IsAuto
                ? new(groups, $"{options.Groups}", $"{range.Expected}, as {RunTable.Name(nameof(options.Method))} is {method.Name}")
                : new(
                    groups, $"{options.Groups}",
                    $"{range.Expected}, as {RunTable.Name(nameof(RunOptions.Tasks))} is '{options.Tasks}'");
        }
    }

    private static IEnumerable<OptionFault> Probes(Method method, RunOptions options)
    {
        if (!method.ReadsAffinity)
        {
            yield break;
        }

        var instead = RunTable.Name(nameof(RunOptions.Method));
        if (options.TaskNames.Count == 1 && !options.AwaitsTasks)
        {
            yield return new(
                RunTable.Name(nameof(RunOptions.Tasks)).Name, $"'{options.Tasks}'",
                $"at least two tasks with {method.Name}, or {instead} {MethodCatalogue.Baseline.Name}");
        }

        if (options.ProbeEvery == 0)
        {
            var together = MethodCatalogue.Together.Name;
            yield return new(
                RunTable.Name(nameof(RunOptions.ProbeEvery)).Name, "0",
                $"at least 1 with {method.Name}, whose groups follow what is measured, or {instead} {together}");
        }

        if (method.Splits && options.WarmUp > 0 && options.WarmUp >= options.MergeRounds)
        {
            var range = new IntegerRange(0, Math.Max(0, options.MergeRounds - 1));
            yield return new(
                RunTable.Name(nameof(RunOptions.WarmUp)).Name, options.WarmUp.ToString(CultureInfo.InvariantCulture),
                $"{range.Expected}, as {RunTable.Name(nameof(RunOptions.MergeRounds))} is {options.MergeRounds} and affinities are measured after the warm-up");
        }
    }
}
