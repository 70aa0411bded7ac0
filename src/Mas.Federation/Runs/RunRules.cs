using System.Globalization;
using Mas.Federation.Options;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>
/// Which options of a run do not fit each other, whatever its method: what a method asks of them, its catalogue knows.
/// What each may be by itself is declared where it is, in <see cref="RunOptions"/>.
/// </summary>
internal static class RunRules
{
    /// <summary>Every fault of the options: of each by itself, then of what does not fit.</summary>
    internal static IReadOnlyList<OptionFault> Faults(RunOptions options)
    {
        OptionFault[] alone = [.. RunTable.Standard.Faults(options)];
        return [.. alone, .. Quorum(options).Where(fault => alone.All(wrong => wrong.Option != fault.Option))];
    }

    private static IEnumerable<OptionFault> Quorum(RunOptions options)
    {
        var range = new IntegerRange(1, Math.Max(1, options.ClientsPerRound));
        if (!range.Contains(options.Quorum))
        {
            yield return new(
                RunTable.Name(nameof(RunOptions.Quorum)).Name, options.Quorum.ToString(CultureInfo.InvariantCulture),
                $"{range.Expected}, as {RunTable.Name(nameof(RunOptions.ClientsPerRound))} is {options.ClientsPerRound}");
        }
    }
}
