using Mas.Federation.Affinities;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Federation.Planning;

/// <summary>Checks a budget before anything is trained.</summary>
internal static class GroupBudget
{
    /// <summary>Refuses a budget that not even one group fits.</summary>
    /// <exception cref="InputException">It is below the cheapest; says what that costs.</exception>
    internal static void Check(RunOptions options, Planner planner)
    {
        if (!planner.Methods.Of(options).ChoosesGroupCount(options))
        {
            return;
        }

        // With one group there is nothing to choose, so any affinities do, but there must be some.
        double?[] zeros = [.. options.TaskNames.Select(_ => 0.0)];
        var any = AffinityMatrix.FromRows([.. options.TaskNames.Select(_ => zeros)]);
        var cheapest = planner.Share(options, any, groups: 1);
        if (options.Budget < cheapest)
        {
            // Rounded up, so that the reported figure is a sufficient budget.
            var enough = Math.Ceiling(cheapest * 1e4) / 1e4;
            throw new InputException(FormattableString.Invariant(
                $"--budget {options.Budget} is too small: the cheapest choice, one group to the end, takes {enough:0.####} ")
                + $"of {MethodCatalogue.Baseline.Name}'s operations.");
        }
    }
}
