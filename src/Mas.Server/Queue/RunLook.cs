using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports.Stories;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>What a run folder tells of its run, for the status.</summary>
internal sealed record RunLook
{
    /// <summary>Of a run that has no folder yet.</summary>
    internal static RunLook Nothing { get; } = new();

    /// <summary>Rounds of the whole run.</summary>
    internal int Rounds { get; private init; }

    /// <summary>The latest round that is finished.</summary>
    internal int Round { get; private init; }

    /// <summary>About how many seconds of training are left; null before the first round.</summary>
    internal double? SecondsLeft { get; private init; }

    /// <summary>Whether the split awaits approval.</summary>
    internal bool IsHeld { get; private init; }

    /// <summary>The split, held or chosen.</summary>
    internal SplitStatus? Split { get; private init; }

    /// <summary>
    /// By task letter, the test loss of the final model, null where nothing was measured; empty until the run is over.
    /// </summary>
    internal IReadOnlyDictionary<string, double?> Losses { get; private init; } = new Dictionary<string, double?>();

    /// <summary>Reads a run folder, whose run may be at work.</summary>
    internal static RunLook At(string directory, RunCatalogue catalogue)
    {
        try
        {
            var folder = RunFolder.Look(directory, catalogue.Learning);
            var history = RunHistory.Read(folder.JournalPath);
            return new RunLook
            {
                Rounds = folder.Options.Rounds,
                Round = history.Stages.SelectMany(stage => stage.Rounds).Select(round => round.Round)
                    .DefaultIfEmpty(0).Max(),
                SecondsLeft = RunWork.SecondsLeft(new RunStory(folder.Options, history, catalogue: catalogue)),
                IsHeld = history.Held is not null && history.Split is null,
                Split = Of(folder.Options, history),
                Losses = history.Finished is null
                    ? new Dictionary<string, double?>()
                    : folder.Options.TaskNames.ToDictionary(
                        task => task, task => history.FinalLoss(task, SplitNames.Test)?.Value),
            };
        }
        catch (InputException)
        {
            // It has not been made yet, or is damaged: the run itself says which.
            return Nothing;
        }
    }

    private static SplitStatus? Of(RunOptions options, RunHistory history)
    {
        if (history.Split is { } chosen)
        {
            return Of(options, chosen.Affinity, chosen.Groups, chosen.Value, chosen.RunnerUp) with
            {
                ApprovedBy = chosen.ApprovedBy,
                Overridden = chosen.Choice == SplitChosen.Override,
            };
        }

        return history.Held is { } held
            ? Of(options, held.Affinity, held.Groups, held.Value, held.RunnerUp) : null;
    }

    private static SplitStatus Of(
        RunOptions options, double?[][] affinity, IReadOnlyList<IReadOnlyList<string>> groups, double value,
        Federation.Grouping.NamedGrouping? runnerUp) => new()
        {
            Tasks = [.. options.TaskNames.Where(task => groups.Any(group => group.Contains(task)))],
            Affinity = affinity,
            Groups = groups,
            Value = value,
            RunnerUp = runnerUp?.Groups,
            Margin = value - runnerUp?.Value,
            ApprovedBy = null,
            Overridden = false,
        };
}
