using Mas.Engine.Parameters;
using Mas.Federation.Affinities;
using Mas.Learning.Training;

namespace Mas.Federation.Aggregation;

/// <summary>
/// The updates of a round that a rule keeps until all are there, and what comes of them besides the model. Weights that
/// lie on a disk stay there until they are looked at.
/// </summary>
/// <param name="task">What the round began with.</param>
public sealed class KeptUpdates(AggregationTask task) : IDisposable
{
    private readonly Dictionary<string, SoundUpdate> _kept = [];

    /// <summary>The parts of the model, see <see cref="Trained"/>.</summary>
    public IReadOnlyList<ModelPart> Parts { get; } = ModelPart.Of(task.Model.Layout, task.Tasks);

    /// <summary>The updates, in the order of <see cref="AggregationTask.Clients"/>.</summary>
    public IReadOnlyList<SoundUpdate> InOrder =>
        [.. task.Clients.Select(_kept.GetValueOrDefault).OfType<SoundUpdate>()];

    /// <summary>
    /// The updates that trained a part of the model, in the order of <see cref="AggregationTask.Clients"/>: those of clients
    /// with labels of its task. A part that none trained stays what it was.
    /// </summary>
    public IReadOnlyList<SoundUpdate> Trained(ModelPart part) =>
        [.. InOrder.Where(each => each.Sent.Update.ExamplesOf(part.Task) > 0)];

    /// <summary>The model whose every value is made of those that the clients who trained it have.</summary>
    /// <param name="rule">Makes one value of several, in the order of the clients; it may reorder them.</param>
    /// <exception cref="InvalidOperationException">No update has been taken.</exception>
    /// <exception cref="IOException">Weights cannot be read.</exception>
    public NamedTensors ValueByValue(Func<double[], double> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var updates = InOrder;
        if (updates.Count == 0)
        {
            throw new InvalidOperationException("There is no update to aggregate.");
        }

        var models = updates.Select(each => each.Sent.Look(weights => weights.Values.ToArray())).ToArray();
        var model = task.Model.Clone();
        foreach (var part in Parts)
        {
            float[][] trained = [.. models.Where((_, place) => updates[place].Sent.Update.ExamplesOf(part.Task) > 0)];
            var column = new double[trained.Length];
            for (var index = part.Start; trained.Length > 0 && index < part.Start + part.Length; index++)
            {
                for (var client = 0; client < column.Length; client++)
                {
                    column[client] = trained[client][index];
                }

                model.Values[index] = (float)rule(column);
            }
        }

        return model;
    }

    /// <summary>Keeps an update.</summary>
    /// <returns>Null, or why it cannot be kept.</returns>
    public string? Take(SoundUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        var client = update.Sent.Update.Client;
        return !task.Clients.Contains(client) ? $"'{client}' is not a client of the round."
            : _kept.TryAdd(client, update) ? null
            : $"'{client}' has sent an update already.";
    }

    /// <summary>Lets go of updates.</summary>
    /// <param name="clients">Whose.</param>
    public void LetGo(IEnumerable<string> clients)
    {
        ArgumentNullException.ThrowIfNull(clients);
        foreach (var client in clients)
        {
            if (_kept.Remove(client, out var update))
            {
                update.Sent.Dispose();
            }
        }
    }

    /// <summary>The round with this model, and the balance, affinity and losses of the updates that are kept.</summary>
    /// <param name="model">The next global model.</param>
    /// <param name="vote">
    /// Makes one number of several, each with the examples that count for it of the client it is from: for what a step
    /// learns besides the model.
    /// </param>
    public AggregatedRound Aggregated(
        NamedTensors model, Func<IReadOnlyList<(double Value, int Samples)>, double> vote)
    {
        var updates = InOrder;
        var tasks = updates[0].Sent.Update.Losses.Count;
        return new AggregatedRound(
            model,
            BalanceVote.Of(task.Balance, [.. updates.Select(each => each.Sent.Update)], vote),
            AffinityHistory.Combine([.. updates.Select(each => each.Affinity).OfType<ClientAffinity>()]),
            [.. Enumerable.Range(0, tasks).Select(
                place => MeanLoss.Over(updates.Select(each => each.Sent.Update.Losses[place])))]);
    }

    /// <inheritdoc/>
    public void Dispose() => LetGo([.. _kept.Keys]);
}
