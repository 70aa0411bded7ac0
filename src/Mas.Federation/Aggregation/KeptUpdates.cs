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

    /// <summary>The updates, in the order of <see cref="AggregationTask.Clients"/>.</summary>
    public IReadOnlyList<SoundUpdate> InOrder =>
        [.. task.Clients.Select(_kept.GetValueOrDefault).OfType<SoundUpdate>()];

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
    /// Makes one number of several, each with the samples of the client it is from: for what a step learns besides the
    /// model.
    /// </param>
    public AggregatedRound Aggregated(
        NamedTensors model, Func<IReadOnlyList<(double Value, int Samples)>, double> vote)
    {
        var updates = InOrder;
        var tasks = updates[0].Sent.Update.Losses.Count;
        return new AggregatedRound(
            model,
            BalanceVote.Of(
                task.Balance,
                [.. updates.Select(each => each.Sent.Update).Select(each => (each.Balance, each.Samples, each.Losses))],
                vote),
            AffinityHistory.Combine([.. updates.Select(each => each.Affinity).OfType<ClientAffinity>()]),
            [.. Enumerable.Range(0, tasks).Select(
                place => MeanLoss.Over(updates.Select(each => each.Sent.Update.Losses[place])))]);
    }

    /// <inheritdoc/>
    public void Dispose() => LetGo([.. _kept.Keys]);
}
