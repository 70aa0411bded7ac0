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

    /// <summary>The stages of a recipe that did not train too many rounds, those with the most first.</summary>
    /// <param name="recipe">The digest of the recipe.</param>
    /// <param name="lastRound">The last round wanted.</param>
    internal IEnumerable<LentStage> Find(string recipe, int lastRound) => runs
        .Select(run => (Run: run, History: RunHistory.Read(Path.Combine(run, Journal.FileName))))
        .SelectMany(other => other.History.Stages.Select(stage => new LentStage(
            stage,
            [.. other.History.Warnings.Where(warning =>
                warning.Stage == stage.Name && warning is { Client: not null, Round: not null })],
            other.Run)))
        .Where(lent => lent.Stage.Finished is not null && lent.Stage.LastRound <= lastRound
            && lent.Stage.Started.Recipe == recipe)
        .OrderByDescending(lent => lent.Stage.LastRound);
}
