using Mas.Federation.Aggregation;
using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Runs;

namespace Mas.Reports.Stories;

/// <summary>
/// A run as its files tell it, at any moment: finished, still going or interrupted. Everything a report or a terminal
/// shows is read from here.
/// </summary>
/// <param name="options">The run's options.</param>
/// <param name="history">What the journal tells.</param>
/// <param name="catalogue">What the options choose from.</param>
/// <param name="spread">How far clients differ in the affinity the split was chosen by, or null.</param>
/// <exception cref="Learning.InputException">The run's method or aggregation rule is unknown.</exception>
public sealed class RunStory(
    RunOptions options, RunHistory history, RunCatalogue catalogue, double?[][]? spread = null)
{
    /// <summary>The run's method.</summary>
    public Method Method { get; } = catalogue.Methods.Of(options);

    /// <summary>The run's aggregation rule.</summary>
    public IAggregationRule Rule { get; } =
        catalogue.AggregationRules.Of(options.Aggregation);

    /// <summary>The run's options.</summary>
    public RunOptions Options { get; } = options;

    /// <summary>What the journal tells.</summary>
    public RunHistory History { get; } = history;

    /// <summary>
    /// Standard deviation between clients, element by element of the split's affinity, or null; null elements where
    /// fewer than two clients measured it.
    /// </summary>
    public double?[][]? Spread { get; } = spread;

    /// <summary>What was planned alongside what was used, or null if no plan was asked for.</summary>
    public PlanCheck? Plan { get; init; }

    /// <summary>The letters of all tasks, in the run's order.</summary>
    public IReadOnlyList<string> Tasks { get; } = options.TaskNames;

    /// <summary>The tasks in words.</summary>
    public TaskWords Words { get; } = TaskWords.Of(options);

    /// <summary>Every client that has trained, sorted by name.</summary>
    public IReadOnlyList<string> Clients =>
        [.. History.Stages.SelectMany(stage => stage.Rounds).SelectMany(round => round.Clients)
            .Select(client => client.Client).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads the story from a run folder, which a run may still write to.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="catalogue">What its options choose from.</param>
    /// <exception cref="Learning.InputException">
    /// A file in it is damaged, or its method or aggregation rule is unknown.
    /// </exception>
    public static RunStory Read(RunFolder folder, RunCatalogue catalogue)
    {
        var history = RunHistory.Read(folder.JournalPath);
        var spread = File.Exists(folder.AffinityPath)
            ? AffinityFile.Read(folder.AffinityPath).Spread : SpreadSoFar(folder.Options, history);
        return new RunStory(folder.Options, history, catalogue, spread)
        {
            Plan = File.Exists(folder.PlanPath) ? PlanCheck.Read(folder.PlanPath) : null,
        };
    }

    /// <summary>
    /// The stage whose model serves a task, so far, or null where none has started; the first of them where each client
    /// has its own.
    /// </summary>
    public StageHistory? OwnerOf(string task) => History.ServersOf(task).FirstOrDefault();

    /// <summary>A task's loss on the test views before any training, or null where it was not measured.</summary>
    public double? InitialTestLoss(string task) => History.Events.OfType<Evaluated>()
        .LastOrDefault(evaluated => evaluated.Split == SplitNames.InitialTest && evaluated.Losses.ContainsKey(task))
        ?.Loss(task).Value;

    /// <summary>
    /// A task's loss on the test views with its final model, or null where it was not measured, or not yet.
    /// </summary>
    public double? TestLoss(string task) => FinalLoss(task, SplitNames.Test);

    /// <summary>A task's loss on a split with its final model, or null where it was not measured, or not yet.</summary>
    internal double? FinalLoss(string task, string split) => History.FinalLoss(task, split)?.Value;

    /// <summary>
    /// A task's loss with the best outputs that are the same in every pixel, or null where it was not measured, or not
    /// yet.
    /// </summary>
    /// <param name="task">The task's letter.</param>
    /// <param name="split"><see cref="SplitNames.Test"/> or <see cref="SplitNames.Validation"/>.</param>
    public double? ConstantLoss(string task, string split = SplitNames.Test) =>
        History.Constants?.Losses.GetValueOrDefault(split)?.GetValueOrDefault(task);

    /// <summary>Whether the final models of all tasks have been tested.</summary>
    public bool IsTested => Tasks.All(task => History.FinalLoss(task, SplitNames.Test) is not null);

    /// <summary>What the run has used so far.</summary>
    public Cost Cost => History.Cost;

    /// <summary>Of a run whose file of affinities is not written yet, or null where nothing was measured.</summary>
    private static double?[][]? SpreadSoFar(RunOptions options, RunHistory history) =>
        history.Measured is { } measured
            ? history.Affinity(measured.Name, options.ProbeRounds).Spread() : null;
}
