using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// What an evaluation found. A loss that is not finite, as a model that has diverged gives, does not count in the mean. A
/// task has a mean only where enough of the clients that were asked found a finite loss, see
/// <see cref="RoundRule.EvaluationQuorum"/>, and more of them did than found one that is not: so where a model has
/// diverged, the loss of a client that says otherwise never stands for it.
/// </summary>
/// <param name="Losses">
/// Mean loss by task letter, over the pixels that were measured; none where nothing was, or too few clients found one.
/// </param>
/// <param name="Views">The number of views evaluated.</param>
internal sealed record EvaluatedLosses(IReadOnlyDictionary<string, MeanLoss> Losses, int Views)
{
    // A sentence names so many clients, and counts the others.
    private const int MostNames = 5;

    /// <summary>
    /// By task letter, the sums of the task's metrics over the clients in its mean; without the tasks that have none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Sums { get; private init; } =
        new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>What each client in a mean found by itself, by name in their order.</summary>
    public IReadOnlyList<ClientMetrics> Clients { get; private init; } = [];

    /// <summary>The letters of the tasks that too few clients found a finite loss of, although some measured them.</summary>
    public IReadOnlyList<string> Withheld { get; private init; } = [];

    /// <summary>
    /// What a person should know of it: whose losses do not count, and which tasks have no mean for it; ends of sentences.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>
    /// The findings of several clients together: each is weighted by the pixels it measured of a task, added up in
    /// their order.
    /// </summary>
    /// <param name="options">The run's options: its quorum.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="clients">All clients that were asked, in the order of their names.</param>
    internal static EvaluatedLosses Over(
        RunOptions options, IReadOnlyList<LearningTask> tasks, IReadOnlyList<ClientLosses> clients)
    {
        var losses = new Dictionary<string, MeanLoss>();
        var sums = new Dictionary<string, IReadOnlyList<double>>();
        var (withheld, warnings) = (new List<string>(), new List<string>());
        foreach (var (place, task) in tasks.Index())
        {
            // A client that measures nothing of the task has no say, whether there should be a mean.
            var measured = clients.Where(client => client.Losses?[place].Pixels > 0).ToLookup(
                client => double.IsFinite(client.Losses![place].Value!.Value));
            var (finite, diverged) = (measured[true].Count(), measured[false].Select(client => client.Client).ToArray());
            var voices = clients.Count(client =>
                client.Losses is null ? !client.Lacks.Contains(task.Mark) : client.Losses[place].Pixels > 0);
            var quorum = RoundRule.EvaluationQuorum(options, voices);
            var counts = finite >= quorum && finite > diverged.Length;
            losses.Add(
                task.Mark, counts ? MeanLoss.Over(measured[true].Select(client => client.Losses![place])) : MeanLoss.None);
            if (counts && measured[true].All(client => client.Sums is not null))
            {
                sums.Add(task.Mark, MetricSums.Over(measured[true].Select(client => client.Sums![place])));
            }

            if (!counts && finite + diverged.Length > 0)
            {
                withheld.Add(task.Mark);
            }

            if (diverged.Length > 0)
            {
                warnings.Add(
                    $"the loss of {task.Label} is not finite for {diverged.Length} of {Plural.Of(clients.Count, "client")} ({Names(diverged)}); "
                    + (counts ? "the mean is that of the others." : "there is no mean."));
            }
            else if (!counts && finite > 0)
            {
                warnings.Add(
                    $"only {finite} of {Plural.Of(clients.Count, "client")} found a loss of {task.Label}, and it takes {quorum}; "
                    + "there is no mean.");
            }
        }

        return new EvaluatedLosses(losses, clients.Sum(client => client.Views))
        {
            Sums = sums,
            Clients = [.. clients.Where(client => client.Losses is not null)
                .Select(client => OfOne(client, tasks, losses))],
            Withheld = withheld,
            Warnings = warnings,
        };
    }

    /// <summary>Writes down what a person should know of it.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="stage">The stage whose model was evaluated; null = no model was.</param>
    /// <param name="round">The round whose model it is; null = no model was evaluated.</param>
    /// <param name="split">One of <see cref="SplitNames"/>.</param>
    internal void Warn(Journal journal, string? stage, int? round, string split)
    {
        var looked = split == SplitNames.InitialTest ? SplitNames.Test : split;
        foreach (var warning in Warnings)
        {
            journal.Append(new Warning(stage, round, null, $"On the {looked} split, {warning}"));
        }
    }

    /// <summary>Writes it down, with what a person should know of it.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="stage">The stage whose model was evaluated.</param>
    /// <param name="round">The round whose model it is; 0 = the untrained model.</param>
    /// <param name="split">One of <see cref="SplitNames"/>.</param>
    internal Evaluated WriteTo(Journal journal, string stage, int round, string split)
    {
        Warn(journal, stage, round, split);
        var evaluated = Evaluated.Of(stage, round, split, Losses, Views, Withheld) with
        {
            Sums = Sums.Count > 0 ? Sums : null,
            Clients = split == SplitNames.Test ? Clients : null,
        };
        journal.Append(evaluated);
        return evaluated;
    }

    /// <summary>What a client found of the tasks that have a mean.</summary>
    private static ClientMetrics OfOne(
        ClientLosses client, IReadOnlyList<LearningTask> tasks, IReadOnlyDictionary<string, MeanLoss> means)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, double?>>();
        foreach (var (place, task) in tasks.Index())
        {
            var loss = client.Losses![place].Value;
            if (means[task.Mark].Value is null || !double.IsFinite(loss ?? double.NaN))
            {
                continue;
            }

            var values = new Dictionary<string, double?> { [ClientMetrics.Loss] = loss };
            if (client.Sums is not null)
            {
                foreach (var (metric, value) in MetricSums.Values(task, client.Sums[place]))
                {
                    values.Add(metric.Name, value);
                }
            }

            found.Add(task.Mark, values);
        }

        return new ClientMetrics(client.Client, found);
    }

    private static string Names(string[] clients) => string.Join(", ", clients.Take(MostNames))
        + (clients.Length > MostNames ? $" and {clients.Length - MostNames} more" : "");
}
