using System.Collections.Concurrent;
using System.Globalization;
using Mas.Federation.Planning;
using Mas.Federation.Reports;
using Mas.Federation.Runs;
using Mas.Learning.Benchmarks;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>What runs ask of devices, each found out once, and which devices have not got it. Thread-safe.</summary>
/// <param name="deadline">How long an order may take.</param>
internal sealed class RunNeeds(TimeSpan deadline)
{
    private readonly StepCounts _steps = new();
    private readonly ConcurrentDictionary<RunOptions, Lazy<OrderNeeds>> _needs = [];

    /// <summary>
    /// Why a device cannot carry out the orders of a run, by what it has stated and what the planner expects: a sentence
    /// about the first thing of which there is not enough, in ASCII; null where there is enough of all.
    /// </summary>
    /// <param name="options">The run's options.</param>
    /// <param name="said">What the device has stated.</param>
    /// <param name="views">Views it trains on; with none it is only asked to evaluate.</param>
    internal string? Shortfall(RunOptions options, StatementDocument said, int views) =>
        views == 0 ? null : Shortfall(Of(options).For(views), said);

    private string? Shortfall(OrderNeed need, StatementDocument said)
    {
        var seconds = need.Flops / said.OperationsPerSecond;
        var joules = seconds * said.Cores * EnergyEstimate.WattsPerCore;
        return TooMuch("memory", need.MemoryBytes, said.MemoryBytes, Quantity.Bytes, "the device has")
            ?? TooMuch("time", seconds, deadline.TotalSeconds, Quantity.Seconds, "the deadline is")
            ?? TooMuch("time", seconds, Given(said.SecondsADay), Quantity.Seconds, "the device gives a day")
            ?? TooMuch("energy", joules, Given(said.JoulesADay), Quantity.Joules, "the device gives a day")
            ?? TooMuch("traffic", 2 * need.ModelBytes, Given(said.BytesADay), Quantity.Bytes, "the device gives a day");

        string? TooMuch(string what, double needed, double there, Func<double, string> words, string has) =>
            needed > there
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"An order of {need.Tasks} takes {words(needed)} of {what}, and {has} {words(there)}.")
                : null;
    }

    private static double Given(double limit) => limit > 0 ? limit : double.PositiveInfinity;

    private OrderNeeds Of(RunOptions options) =>
        _needs.GetOrAdd(options, asked => new Lazy<OrderNeeds>(() => OrderNeeds.Of(asked, _steps))).Value;
}
