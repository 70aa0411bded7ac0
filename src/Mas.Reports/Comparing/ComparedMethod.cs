using Mas.Federation.Comparisons;
using Mas.Federation.Runs;
using Mas.Reports.Stories;

namespace Mas.Reports.Comparing;

/// <summary>One row of a comparison.</summary>
/// <param name="Name">The method as the user wrote it, such as <c>merge-and-split-2:inherit=none</c>.</param>
/// <param name="Runs">Its finished runs, one a seed; none where the comparison has not come to it yet.</param>
public sealed record ComparedMethod(string Name, IReadOnlyList<ComparedRun> Runs)
{
    /// <summary>The rows of a comparison with the runs that are finished, in the order of the methods.</summary>
    /// <exception cref="Learning.InputException">A run's files are damaged.</exception>
    public static IReadOnlyList<ComparedMethod> ReadAll(ComparisonFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return
        [
            .. folder.Runs.GroupBy(run => run.Method).Select(method => new ComparedMethod(
                method.Key, [.. method.Where(run => run.IsFinished).Select(Compared)])),
        ];
    }

    private static ComparedRun Compared(ComparisonRun run)
    {
        run.CheckHeld();
        using var folder = RunFolder.Look(run.Path, run.Catalogue.Learning);
        return new ComparedRun(
            run.Options.Seed, RunStory.Read(folder, run.Catalogue), ResultFile.Read(folder.ResultPath));
    }
}
