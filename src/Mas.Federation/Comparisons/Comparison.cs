using Mas.Federation.Rounds;
using Mas.Learning;

namespace Mas.Federation.Comparisons;

/// <summary>
/// Trains the runs of a comparison one after the other, those a killed process left too. A stage that several of them
/// define alike is trained once: the others take over its rounds with their times and costs, so that each is charged in
/// full for what it used.
/// </summary>
public static class Comparison
{
    /// <summary>Trains what is not finished yet.</summary>
    /// <param name="folder">The comparison.</param>
    /// <param name="watch">Asked before each run for who watches it.</param>
    /// <param name="ended">
    /// Called after each run, with the reason it failed if too few updates of a round could be used.
    /// </param>
    /// <param name="cancellation">Interrupts between two batches; the comparison can be resumed.</param>
    /// <exception cref="InputException">
    /// The data have faults, a run's files are damaged, or another process works on the comparison.
    /// </exception>
    /// <exception cref="IOException">The disk does not take a file; the comparison can be resumed.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; it can be resumed.</exception>
    public static void Train(
        ComparisonFolder folder, Func<ComparisonRun, RunObserver> watch,
        Action<ComparisonRun, TooFewUpdatesException?> ended,
        CancellationToken cancellation)
    {
        using var held = FolderLock.Hold(folder.Path);
        if (folder.Runs.Any(run => !run.IsFinished))
        {
            foreach (var begun in folder.Runs.Where(run => run.IsBegun))
            {
                FederatedRun.CheckTraining(begun.Path, begun.Past());
            }
        }

        foreach (var run in InTurn(folder))
        {
            if (run.IsFinished)
            {
                continue;
            }

            var others = folder.Runs.Where(other => other != run && other.Options.Seed == run.Options.Seed);
            TooFewUpdatesException? failure = null;
            try
            {
                run.Train(watch(run), new StageShelf([.. others.Select(other => other.Path)]), cancellation);
            }
            catch (TooFewUpdatesException exception)
            {
                failure = exception;
            }

            ended(run, failure);
        }
    }

    /// <summary>
    /// All runs in the order of training: seed by seed, and within a seed those first whose stages can be reused.
    /// </summary>
    public static IReadOnlyList<ComparisonRun> InTurn(ComparisonFolder folder) =>
        [.. folder.Runs.GroupBy(run => run.Options.Seed).SelectMany(seed => seed.OrderBy(Turn))];

    /// <summary>
    /// A stage can be reused as the beginning of a longer one, not the other way round: those that train some rounds of
    /// all tasks come before those that train all.
    /// </summary>
    private static int Turn(ComparisonRun run) => run.Catalogue.Methods.Of(run.Options).Splits
        ? run.Options.MergeRounds : run.Options.Rounds;
}
