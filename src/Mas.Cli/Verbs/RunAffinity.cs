using Mas.Cli.Parsing;
using Mas.Federation.Affinities;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary>What the clients of a run measured, as its journal tells, finished or not.</summary>
/// <param name="Tasks">The tasks' letters; the order of rows and columns.</param>
/// <param name="History">The rounds and their mean.</param>
internal sealed record RunAffinity(IReadOnlyList<string> Tasks, AffinityHistory History)
{
    /// <summary>The rounds the mean is taken over.</summary>
    public IReadOnlyDictionary<int, RoundAffinity> UsedRounds =>
        History.UsedRounds.ToDictionary(round => round, round => History.Rounds[round]);

    /// <summary>Reads a run.</summary>
    /// <param name="directory">The run folder.</param>
    /// <param name="mean">As <see cref="RunOptions.AffinityMean"/>; null = the run's own.</param>
    /// <param name="everyClient">Whether every client's own measurements are needed, whatever the mean.</param>
    /// <exception cref="InputException">It is no run folder, or it does not tell what is needed.</exception>
    public static RunAffinity Read(string directory, MeanRule? mean, bool everyClient)
    {
        using var folder = RunFolder.Look(directory, CommandCatalogue.Learning);
        var options = folder.Options with { AffinityMean = mean ?? folder.Options.AffinityMean };
        var history = RunHistory.Read(folder.JournalPath);
        var stage = history.Measured
            ?? throw new InputException($"{directory}: no client has measured an affinity in this run.");
        var affinity = history.Affinity(stage.Name, options.ProbeRounds, options.AffinityMean);
        return (everyClient || options.AffinityMean == MeanRule.Trimmed)
            && affinity.Rounds.Values.Any(round => round.Clients is null)
            ? throw new InputException(
                $"{directory}: its journal was written by an earlier build and does not record what each client "
                + "measured; only the plain mean can be taken.")
            : new RunAffinity(stage.Tasks, affinity);
    }
}
