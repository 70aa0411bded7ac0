using System.Globalization;
using Mas.Federation.Ledgers;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Needs;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>
/// What runs ask of devices, counted on paper and kept while it is asked for, and which devices have not got it.
/// Thread-safe.
/// </summary>
/// <param name="deadline">How long an order may take.</param>
/// <param name="methods">The methods there are.</param>
internal sealed class RunNeeds(TimeSpan deadline, MethodCatalogue methods)
{
    private const int Most = 256;

    private readonly StepCounts _steps = new();
    private readonly BoundedCache<RunOptions, OrderNeeds> _needs = new(Most);
    private readonly BoundedCache<(RunOptions Options, string Views), string?> _budgets = new(Most);

    /// <summary>The fewest updates that make a round of a run count: a client for itself is alone.</summary>
    internal int Quorum(RunOptions options) =>
        methods.Find(options.Method) is { IsForSingleClients: true } ? 1 : options.Quorum;

    /// <summary>
    /// Why a device cannot carry out the orders of a run, by what it has stated and what the planner expects: a sentence
    /// about the first thing of which there is not enough, in ASCII; null where there is enough of all.
    /// </summary>
    /// <param name="options">The run's options.</param>
    /// <param name="said">What the device has stated.</param>
    /// <param name="views">Views it trains on; with none it is only asked to evaluate.</param>
    internal string? Shortfall(RunOptions options, StatementDocument said, int views) =>
        views == 0 ? null : Shortfall(Of(options).For(views), said);

    /// <summary>
    /// Why these devices cannot train a run within its budget; null where they can, or their columns decide.
    /// </summary>
    internal string? BudgetFault(RunOptions options, IEnumerable<DeviceRow> able)
    {
        if (options.Columns is not null || !methods.Of(options).ChoosesGroupCount(options))
        {
            return null;
        }

        ClientViews[] clients =
        [
            .. able.Where(device => device.TrainingViews > 0)
                .Select(device => new ClientViews(device.Client, device.TrainingViews) { Fields = device.FieldNames }),
        ];
        var views = string.Join(
            ' ', clients.Select(client => $"{client.Client}:{client.Views}:{string.Join(',', client.Fields!)}"));
        return _budgets.GetOrAdd((options, views), _ =>
        {
            try
            {
                GroupBudget.Check(options, new Planner(clients, _steps, methods));
                return null;
            }
            catch (InputException low)
            {
                return low.Message;
            }
        });
    }

    private string? Shortfall(OrderNeed need, StatementDocument said)
    {
        var seconds = need.Flops / said.OperationsPerSecond;
        var joules = seconds * said.Cores * EnergyEstimate.WattsPerCore;
        return TooMuch("memory", need.MemoryBytes, said.MemoryBytes, Quantity.Bytes, "the device has")
            ?? TooMuch("time", seconds, deadline.TotalSeconds, Quantity.Seconds, "the deadline is")
            ?? TooMuch("time", seconds, Given(said.SecondsADay), Quantity.Seconds, "the device gives per day")
            ?? TooMuch("energy", joules, Given(said.JoulesADay), Quantity.Joules, "the device gives per day")
            ?? TooMuch(
                "traffic", 2 * need.ModelBytes, Given(said.BytesADay), Quantity.Bytes, "the device gives per day");

        string? TooMuch(string what, double needed, double there, Func<double, string> words, string has) =>
            needed > there
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"An order of {need.Tasks} takes {words(needed)} of {what}, and {has} {words(there)}.")
                : null;
    }

    private static double Given(double limit) => limit > 0 ? limit : double.PositiveInfinity;

    private OrderNeeds Of(RunOptions options) =>
        _needs.GetOrAdd(options, asked => OrderNeeds.Of(asked, _steps, methods));
}
