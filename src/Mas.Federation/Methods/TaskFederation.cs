using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>
/// The verbs methods are written in: merge tasks, train, split by affinity, continue. Every verb is durable - what a
/// killed run had finished is found in its journal and not done again - so a method reads as if nothing ever failed.
/// </summary>
internal sealed class TaskFederation(StageTraining training, bool probes, Journal journal, RunHistory history)
{
    /// <summary>One group of the tasks, from the run's seed, to round <paramref name="lastRound"/>.</summary>
    internal Stage Merge(IReadOnlyList<LearningTask> tasks, int lastRound) => new(
        Stage.LettersOf(tasks), tasks, FirstRound: 1, lastRound, Parent: null,
        Probes: probes && tasks.Count > 1);

    /// <summary>A group that goes on from the encoder and its own decoders of <paramref name="parent"/>.</summary>
    internal Stage Continue(TrainedStage parent, IReadOnlyList<LearningTask> group, int lastRound) => new(
        $"{parent.Stage.Name}.{Stage.LettersOf(group)}", group, parent.Stage.LastRound + 1, lastRound, parent,
        Probes: false);

    /// <summary>Trains a stage to its last round.</summary>
    internal Task<TrainedStage> Train(Stage stage) => training.Run(stage);

    /// <summary>Trains stages side by side; the clients' threads are shared.</summary>
    internal async Task<IReadOnlyList<TrainedStage>> TrainAll(IEnumerable<Stage> stages) =>
        await Task.WhenAll(stages.Select(Train));

    /// <summary>
    /// The best partition of a trained stage's tasks into groups, by the affinities its clients measured.
    /// </summary>
    internal IReadOnlyList<IReadOnlyList<LearningTask>> Split(TrainedStage trained, int groups)
    {
        var tasks = trained.Stage.Tasks;
        var affinities = trained.Affinities;
        var affinity = affinities.Matrix() ?? throw new InvalidOperationException(
            $"No client of stage {trained.Stage.Name} measured an affinity, so it cannot be split.");
        var grouping = Grouper.Best(affinity, groups);
        if (history.Split is null)
        {
            var names = trained.Stage.TaskNames;
            journal.Append(new SplitChosen(
                grouping.Best.Named(names).Groups, grouping.Value, grouping.RunnerUp?.Named(names),
                affinity.ToRows(), affinities.UsedRounds));
        }

        return [.. grouping.Groups.Select(group => group.Select(task => tasks[task]).ToArray())];
    }
}
