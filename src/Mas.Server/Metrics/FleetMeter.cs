using System.Diagnostics.Metrics;
using Mas.Server.Orders;
using Mas.Server.Queue;
using Mas.Server.Security;
using Mas.Wire.Documents;

namespace Mas.Server.Metrics;

/// <summary>
/// What a server knows of its fleet, for meter listeners; docs/guide/fleet.md lists it. Nothing is counted here: each
/// number is looked up when it is requested.
/// </summary>
internal sealed class FleetMeter : IDisposable
{
    /// <summary>The meter's name; its scope is the fleet.</summary>
    internal const string Name = "Mas.Server";

    /// <summary>The tag of what is counted by state.</summary>
    internal const string State = "mas.state";

    private readonly Meter _meter;

    /// <summary>The meter of a fleet.</summary>
    internal FleetMeter(Fleet fleet, OrderBook orders, DeviceBook devices)
    {
        _meter = new Meter(new MeterOptions(Name) { Scope = fleet });
        Count("mas.orders.answered", "{order}", "Orders answered with an update.", past => past.Answered);
        Count("mas.orders.lost", "{order}", "Orders a run went on without.", past => past.Lost);
        Count("mas.models.sent", "By", "Bytes of models that devices have fetched.", past => past.BytesDown);
        Count(
            "mas.weights.taken", "By", "Bytes of weights that devices have sent, failed attempts included.",
            past => past.BytesUp);
        Count("mas.energy", "J", "What training took on devices, as the ledger estimates it.", past => past.Joules ?? 0);
        _meter.CreateObservableUpDownCounter(
            "mas.devices.present", () => devices.Present.Count(), "{device}", "Devices that are here.");
        _meter.CreateObservableUpDownCounter(
            "mas.devices.busy", () => orders.Contributions.All.Count(past => past.Work is not null), "{device}",
            "Devices that have an order.");
        _meter.CreateObservableUpDownCounter(
            "mas.submissions", () => Counts(fleet.Status().Submissions.Select(each => each.State)), "{submission}",
            "Submissions, by state.");
        _meter.CreateObservableUpDownCounter(
            "mas.runs", () => Counts(fleet.Status().Runs.Select(each => each.State)), "{run}", "Runs, by state.");

        void Count<T>(string name, string unit, string what, Func<Contribution, T> of)
            where T : struct, System.Numerics.INumber<T> => _meter.CreateObservableCounter(
                name, () => orders.Contributions.All.Aggregate(T.Zero, (sum, past) => sum + of(past)), unit, what);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Counts(IEnumerable<QueueState> states)
    {
        var counts = states.CountBy(state => state).ToDictionary();
        return Enum.GetValues<QueueState>().Select(state => new Measurement<int>(
            counts.GetValueOrDefault(state),
            new KeyValuePair<string, object?>(State, state.ToString().ToLowerInvariant())));
    }
}
