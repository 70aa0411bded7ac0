using Mas.Federation.Affinities;
using Mas.Federation.Journals;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// Has the clients of a round train and hands their updates to the average, until as many may be used as were chosen.
/// Reserves stand in for those who fail; where answers race, all are asked at once, and whoever comes after the last
/// that was wanted does not count. Thread-safe.
/// </summary>
/// <param name="clients">All clients.</param>
/// <param name="stage">The stage.</param>
/// <param name="average">Where updates go; it awaits everyone who may be asked.</param>
/// <param name="order">What a client is asked.</param>
/// <param name="cancellation">Ends the round.</param>
internal sealed class RoundCollection(
    IClients clients, Stage stage, FedAvg average, Func<string, Order> order, CancellationToken cancellation)
    : IDisposable
{
    /// <summary>Why an update that came in good order does not count.</summary>
    internal const string Spare = "The round had enough updates without it.";

    private readonly Lock _gate = new();
    private readonly Lock _looking = new();
    private readonly CancellationTokenSource _enough = new();
    private int _missing;

    /// <summary>Asks the clients and waits until all who were asked have answered or are no longer wanted.</summary>
    /// <param name="chosen">The clients of the round, as many as are wanted.</param>
    /// <param name="reserves">Those in reserve, in the order in which they are asked.</param>
    /// <returns>One a client asked, in the order of the clients' names.</returns>
    internal async Task<IReadOnlyList<Received>> Collect(
        IReadOnlyList<string> chosen, IReadOnlyList<string> reserves)
    {
        _missing = chosen.Count;
        List<Received> received = [];
        IEnumerable<string> next = clients.AnswersRace ? [.. chosen, .. reserves] : chosen;
        var waiting = new Queue<string>(clients.AnswersRace ? [] : reserves);
        while (next.Any())
        {
            received.AddRange(await Task.WhenAll(next.Select(Receive)));
            next = [.. Enumerable.Range(0, Math.Min(_missing, waiting.Count)).Select(_ => waiting.Dequeue())];
        }

        foreach (var unasked in waiting)
            average.LeaveOut(unasked);
        var places = clients.Names.Index().ToDictionary(place => place.Item, place => place.Index);
        return [.. received.OrderBy(client => places[client.Report.Client])];
    }

    /// <inheritdoc/>
    public void Dispose() => _enough.Dispose();

    /// <summary>Has a client train and hands its update to the average; keeps what the journal needs.</summary>
    private async Task<Received> Receive(string client)
    {
        var asked = order(client);
        var sent = await clients.Train(asked, _enough.Token, cancellation);
        var update = sent.Update;
        var losses = stage.TaskNames.Zip(update.Losses).ToDictionary(pair => pair.First, pair => pair.Second);
        var (found, diverged) = Fault(sent, losses);
        var fault = await Counts(found);
        if (fault is null)
        {
            average.Add(sent);
        }
        else
        {
            sent.Dispose();
            average.LeaveOut(client);
        }

        var rows = fault is null && asked.ProbeEvery > 0 ? update.Affinity : null;
        var doubt = rows is null ? null : ClientAffinity.Fault(rows, update.Probes, stage.Tasks.Count);
        var affinity = rows is null || doubt is not null
            ? null
            : new ClientAffinity(client, AffinityMatrix.FromMeasurements(rows).ToRows(), update.Probes);
        var report = ClientReport.Of(client, update.Samples, losses, update.WallSeconds, fault) with
        {
            MemoryBytes = update.MemoryBytes,
        };
        return new Received(
            report, affinity, doubt, diverged, update.Balance, update.Flops, update.CpuSeconds, update.ProbeSeconds,
            update.BytesResent);
    }

    /// <summary>
    /// Why an update must not be used, and whether it has diverged; one is looked at after the other, since each takes
    /// a model's memory.
    /// </summary>
    private (string? Fault, bool Diverged) Fault(SentUpdate sent, Dictionary<string, MeanLoss> losses)
    {
        if (sent.Update.Fault is { } told)
            return (told, losses.Values.Any(loss => loss.Value is { } value && !double.IsFinite(value)));
        lock (_looking)
        {
            if (sent.Look(weights => FedAvg.Fault(weights, losses)) is { } found)
                return (found, true);
        }

        return sent.Update.Balance is { } balance && !balance.Weights.All(double.IsFinite)
            ? ("A weight of a task's loss is not finite.", true) : (null, false);
    }

    /// <summary>Counts an update where one is missing still, and says so to the others once none is.</summary>
    /// <param name="fault">Why it must not be used.</param>
    /// <returns>Why it is not used; null where it is.</returns>
    private async Task<string?> Counts(string? fault)
    {
        bool full;
        lock (_gate)
        {
            if (_missing == 0)
                return Spare;
            if (fault is not null)
                return fault;
            full = --_missing == 0;
        }

        if (full)
            await _enough.CancelAsync();
        return null;
    }
}
