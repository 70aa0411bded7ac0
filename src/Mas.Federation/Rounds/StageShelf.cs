using Mas.Federation.Journals;

namespace Mas.Federation.Rounds;

/// <summary>
/// Finished stages of other runs, to be reused instead of trained again. Looked through anew for every stage, as runs
/// end meanwhile.
/// </summary>
/// <param name="runs">The folders of the runs, which may still be under way; read, never written.</param>
public sealed class StageShelf(IReadOnlyList<string> runs)
{
    /// <summary>No other runs.</summary>
    public static StageShelf Empty { get; } = new([]);

    /// <summary>The stage of a recipe that trained the most rounds, of those that did not train too many.</summary>
    /// <param name="recipe">The digest of the recipe.</param>
    /// <param name="lastRound">The last round wanted.</param>
    /// <returns>Null where there is none.</returns>
    internal LentStage? Find(string recipe, int lastRound) => runs
        .SelectMany(run => RunHistory.Read(Path.Combine(run, Journal.FileName)).Stages.Select(
            stage => new LentStage(stage, run)))
        .Where(lent => lent.Stage.Finished is not null && lent.Stage.LastRound <= lastRound
            && lent.Stage.Started.Recipe == recipe)
        .MaxBy(lent => lent.Stage.LastRound);
}
