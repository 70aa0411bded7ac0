using Mas.Engine.Parameters;
using Mas.Federation.Affinities;
using Mas.Federation.Aggregation;
using Mas.Federation.Journals;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// Has the clients of a round train and hands their updates to its aggregation, until it has taken as many as were
/// chosen. Reserves stand in for those who fail; where answers race, all are asked at once, and answers after the last
/// that is wanted do not count. Once there are enough, the aggregation may let go of some, which are left out
/// like any that fail. Thread-safe.
/// </summary>
/// <param name="clients">All clients.</param>
/// <param name="stage">The stage.</param>
/// <param name="model">What they train from.</param>
/// <param name="order">What a client is asked.</param>
/// <param name="aggregation">What the updates are for; stays the caller's.</param>
/// <param name="cancellation">Ends the round.</param>
internal sealed class RoundCollection(
    IClients clients, Stage stage, NamedTensors model, Func<string, Order> order, IAggregation aggregation,
    CancellationToken cancellation)
    : IDisposable
{
    /// <summary>Why an update that came in good order does not count.</summary>
    internal const string Spare = "The round had enough updates without it.";

    private readonly Lock _gate = new();
    private readonly Lock _looking = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly Dictionary<string, string> _withdrawn = [];
    private readonly IReadOnlyList<ModelPart> _parts = ModelPart.Of(model.Layout, stage.TaskNames);
    private int _wanted;
    private int _taken;

    /// <summary>Asks the clients and waits until all who were asked have answered or are no longer wanted.</summary>
    /// <param name="chosen">The clients of the round, as many as are wanted.</param>
    /// <param name="reserves">Those in reserve, in the order in which they are asked.</param>
    /// <returns>One a client asked, in the order of the clients' names.</returns>
    internal async Task<IReadOnlyList<Received>> Collect(
        IReadOnlyList<string> chosen, IReadOnlyList<string> reserves)
    {
        _wanted = chosen.Count;
        List<Received> received = [];
        IEnumerable<string> next = clients.AnswersRace ? [.. chosen, .. reserves] : chosen;
        var waiting = new Queue<string>(clients.AnswersRace ? [] : reserves);
        while (next.Any())
        {
            received.AddRange(await Task.WhenAll(next.Select(Receive)));
            Withdraw();
            next = [.. Enumerable.Range(0, Math.Min(_wanted - _taken, waiting.Count)).Select(_ => waiting.Dequeue())];
        }

        var places = clients.Names.Index().ToDictionary(place => place.Item, place => place.Index);
        return [.. received.Select(Judged).OrderBy(client => places[client.Report.Client])];
    }

    /// <inheritdoc/>
    public void Dispose() => _enough.Dispose();

    /// <summary>Has a client train and keeps its update where it may count; tells what the journal needs.</summary>
    private async Task<Received> Receive(string client)
    {
        var asked = order(client);
        var sent = await clients.Train(asked, _enough.Token, cancellation);
        var update = sent.Update;
        var losses = stage.TaskNames.Zip(update.Losses).ToDictionary(pair => pair.First, pair => pair.Second);
        var (found, diverged, parts) = Fault(sent, losses);
        var rows = found is null && asked.Settings.ProbeEvery > 0 ? update.Affinity : null;
        var doubt = rows is null ? null : ClientAffinity.Fault(rows, update.Probes, stage.Tasks.Count);
        var affinity = rows is null || doubt is not null
            ? null
            : new ClientAffinity(client, AffinityMatrix.FromMeasurements(rows).ToRows(), update.Probes);
        var fault = await Counts(new SoundUpdate(sent, UpdateLength.Of(parts), affinity) { Parts = parts }, found);
        var report = ClientReport.Of(client, update.Samples, losses, update.WallSeconds, fault) with
        {
            MemoryBytes = update.MemoryBytes,
            Labelled = update.Labelled is { } labelled ? stage.TaskNames.Zip(labelled).ToDictionary() : null,
        };
        return new Received(
            report, fault is null ? doubt : null, diverged, update.Flops, update.CpuSeconds, update.ProbeSeconds,
            update.BytesResent);
    }

    /// <summary>
    /// Why an update must not be used, whether it has diverged, and how long it is; one is looked at after the other, since
    /// each takes a model's memory.
    /// </summary>
    private (string? Fault, bool Diverged, IReadOnlyList<UpdateLength> Parts) Fault(
        SentUpdate sent, Dictionary<string, MeanLoss> losses)
    {
        if (sent.Update.Fault is { } told)
        {
            return (told, losses.Values.Any(loss => loss.Value is { } value && !double.IsFinite(value)), []);
        }

        lock (_looking)
        {
            return sent.Look(weights =>
            {
                var parts = UpdateBounds.Lengths(weights, model, _parts, stage.Tasks.Count);
                var divergence = UpdateBounds.Divergence(weights, UpdateLength.Of(parts), losses)
                    ?? (sent.Update.Balance is { } balance && !balance.Weights.All(double.IsFinite)
                        ? "A weight of a task's loss is not finite." : null);
                return (
                    divergence ?? UpdateBounds.NegativeVariance(weights) ?? UpdateBounds.Untrained(sent.Update, parts),
                    divergence is not null, parts);
            });
        }
    }

    /// <summary>
    /// Hands over an update where one is missing still, and says so to the others once none is; else disposes of it.
    /// </summary>
    /// <param name="update">The update.</param>
    /// <param name="fault">Why it must not be used.</param>
    /// <returns>Why it is not used; null where it is.</returns>
    private async Task<string?> Counts(SoundUpdate update, string? fault)
    {
        bool full;
        lock (_gate)
        {
            fault = _taken == _wanted ? Spare : fault ?? aggregation.Take(update);
            if (fault is not null)
            {
                update.Sent.Dispose();
                return fault;
            }

            _taken++;
            if (_taken == _wanted)
            {
                Withdraw();
            }

            full = _taken == _wanted;
        }

        if (full)
        {
            await _enough.CancelAsync();
        }

        return null;
    }

    /// <summary>Leaves out what does not count beside the others that are here.</summary>
    private void Withdraw()
    {
        lock (_gate)
        {
            foreach (var (client, fault) in aggregation.Withdraw())
            {
                _taken--;
                _withdrawn.Add(client, fault);
            }
        }
    }

    private Received Judged(Received received) => _withdrawn.TryGetValue(received.Report.Client, out var fault)
        ? received with { Report = received.Report with { Fault = fault }, Doubt = null }
        : received;
}
