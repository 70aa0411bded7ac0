using System.Collections.Concurrent;
using Mas.Federation.Ledgers;
using Mas.Wire.Documents;

namespace Mas.Server.Orders;

/// <summary>What clients' devices have done since the server's start. Thread-safe.</summary>
internal sealed class Contributions
{
    private readonly ConcurrentDictionary<string, Contribution> _clients = [];

    /// <summary>What a client's device has done.</summary>
    internal Contribution Of(string client) => _clients.GetValueOrDefault(client, Contribution.None);

    /// <summary>What each has done that has done something.</summary>
    internal IEnumerable<Contribution> All => _clients.Values;

    /// <summary>It has taken an order.</summary>
    internal void Took(OrderDocument order) => Change(order.Client, past => past with { Work = Words(order) });

    /// <summary>It is at nothing.</summary>
    internal void Left(string client) => Change(client, past => past with { Work = null });

    /// <summary>It has answered an order.</summary>
    internal void Answered(string client, UpdateDocument update) => Change(client, past => past with
    {
        Answered = past.Answered + 1,
        Failure = null,
        BytesUp = past.BytesUp + (update.Trained?.Weights?.Bytes ?? 0) + (update.Trained?.BytesResent ?? 0),
        Joules = update.Trained is { } trained
            ? (past.Joules ?? 0) + (trained.CpuSeconds * EnergyMeter.WattsPerCore) : past.Joules,
    });

    /// <summary>An order was given up that it had not answered in time.</summary>
    internal void Lost(string client) => Change(client, past => past with { Lost = past.Lost + 1 });

    /// <summary>An order was given up because the device said that it would not answer it.</summary>
    internal void Failed(string client, OrderOutcome outcome) => Change(client, past => past with
    {
        Lost = past.Lost + 1,
        Failure = outcome.Fault,
        BytesUp = past.BytesUp + outcome.BytesResent,
    });

    /// <summary>A request of it was refused.</summary>
    internal void Refused(string client) => Change(client, past => past with { Refused = past.Refused + 1 });

    /// <summary>It has fetched some of a model.</summary>
    internal void Fetched(string client, long bytes) =>
        Change(client, past => past with { BytesDown = past.BytesDown + bytes });

    private static string Words(OrderDocument order) => order.Training is { } training
        ? $"{order.Run} {training.Stage}, round {training.Round}" : $"{order.Run}, {order.Kind}";

    private void Change(string client, Func<Contribution, Contribution> change) =>
        _clients.AddOrUpdate(client, _ => change(Contribution.None), (_, past) => change(past));
}
