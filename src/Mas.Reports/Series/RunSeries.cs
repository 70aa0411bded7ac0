using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Reports.Comparing;

namespace Mas.Reports.Series;

/// <summary>
/// Everything a run measured, round by round, read from its journal: losses and metrics by task and stage, learning
/// rates, and what each round cost. What was not measured is left out.
/// </summary>
/// <param name="Name">The run's name.</param>
/// <param name="Options">Its options.</param>
/// <param name="Measurements">What it measured, stage by stage, each in the order of time.</param>
public sealed record RunSeries(string Name, RunOptions Options, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>The split of training losses.</summary>
    public const string Train = "train";

    /// <summary>The series of a run, which may be unfinished or running.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="Learning.InputException">Its journal is damaged.</exception>
    public static RunSeries Read(string name, RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Of(name, folder.Options, RunHistory.Read(folder.JournalPath));
    }

    /// <summary>The series of a run.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="options">Its options.</param>
    /// <param name="history">What its journal tells.</param>
    public static RunSeries Of(string name, RunOptions options, RunHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var tasks = options.TaskSet();
        return new(name, options,
        [
            .. history.Events.OfType<Evaluated>().Where(evaluated => evaluated.Split == SplitNames.InitialTest)
                .TakeLast(1).SelectMany(evaluated => OfEvaluation(tasks, evaluated)),
            .. history.Stages.SelectMany(stage => OfStage(tasks, stage)),
        ]);
    }

    private static IEnumerable<Measurement> OfStage(IReadOnlyList<LearningTask> tasks, StageHistory stage) =>
        stage.Rounds.SelectMany(OfRound)
            .Concat(stage.Evaluations.SelectMany(evaluated => OfEvaluation(tasks, evaluated)))
            .OrderBy(measured => measured.Round);

    private static IEnumerable<Measurement> OfRound(RoundFinished round)
    {
        foreach (var task in round.TrainLoss.Keys)
        {
            if (round.Loss(task).Value is { } loss)
            {
                yield return Measured(Train, task, ClientMetrics.Loss, loss);
            }
        }

        yield return Measured("", "", "learningRate", round.LearningRate);
        yield return Measured("", "", "clients", round.Clients.Count(client => client.Fault is null));
        foreach (var measure in CostMeasure.All)
        {
            yield return Measured("", "", measure.Name, measure.Of(round.Cost));
        }

        Measurement Measured(string split, string task, string name, double value) =>
            new(round.Stage, round.Round, round.Time, split, task, "", name, value);
    }

    private static IEnumerable<Measurement> OfEvaluation(IReadOnlyList<LearningTask> tasks, Evaluated evaluated)
    {
        foreach (var task in tasks.Where(task => evaluated.Losses.ContainsKey(task.Mark)))
        {
            if (evaluated.Loss(task.Mark).Value is { } loss)
            {
                yield return Measured(task.Mark, "", ClientMetrics.Loss, loss);
            }

            foreach (var (name, value) in evaluated.Metrics(task))
            {
                if (value is { } number)
                {
                    yield return Measured(task.Mark, "", name, number);
                }
            }
        }

        foreach (var client in evaluated.Clients ?? [])
        {
            foreach (var (task, metrics) in client.Tasks)
            {
                foreach (var (name, value) in metrics)
                {
                    if (value is { } number)
                    {
                        yield return Measured(task, client.Client, name, number);
                    }
                }
            }
        }

        Measurement Measured(string task, string client, string name, double value) =>
            new(evaluated.Stage, evaluated.Round, evaluated.Time, evaluated.Split, task, client, name, value);
    }
}
