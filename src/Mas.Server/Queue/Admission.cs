using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server.Security;
using Mas.Server.Storage;

namespace Mas.Server.Queue;

/// <summary>Who takes part in a run, and in words why it cannot begin.</summary>
/// <param name="Able">The devices that are here and have maps for every task.</param>
/// <param name="Why">Why these are too few, a sentence for an operator; null where they are enough.</param>
internal sealed record Admission(IReadOnlyList<DeviceRow> Able, string? Why)
{
    private const int Told = 8;

    /// <summary>Looks who could learn some tasks now.</summary>
    /// <param name="devices">The devices that have joined.</param>
    /// <param name="tasks">The letters of the tasks.</param>
    /// <param name="least">Devices a run begins with at least.</param>
    internal static Admission Of(DeviceBook devices, string tasks, int least)
    {
        var faults = devices.All.OrderBy(device => device.Client, StringComparer.Ordinal)
            .Select(device => (Device: device, Fault: Fault(device, tasks, devices.IsPresent(device)))).ToArray();
        DeviceRow[] able = [.. faults.Where(each => each.Fault is null).Select(each => each.Device)];
        if (able.Length >= least && able.Any(device => device.TrainingViews > 0))
            return new Admission(able, null);
        string[] lacking = [.. faults.Where(each => each.Fault is not null).Select(each => each.Fault!)];
        var named = string.Concat(lacking.Take(Told).Select(fault => $" {fault}"))
            + (lacking.Length > Told ? $" So do {lacking.Length - Told} more lack something." : "");
        return new Admission(able, faults.Length == 0
            ? $"Waits for {Devices(least)}; none has joined."
            : $"Waits for {Devices(least)} with maps for {tasks}; {able.Length} can take part"
                + (able.Length >= least ? ", none of which has views to train on." : ".") + named);
    }

    /// <summary>Why these devices cannot train a run within its budget; null where they can.</summary>
    internal static string? BudgetFault(RunOptions options, IEnumerable<DeviceRow> able)
    {
        try
        {
            GroupBudget.Check(options, new Planner(
                [.. able.Where(device => device.TrainingViews > 0)
                    .Select(device => new ClientViews(device.Client, device.TrainingViews))],
                new StepCounts()));
            return null;
        }
        catch (InputException low)
        {
            return low.Message;
        }
    }

    private static string? Fault(DeviceRow device, string tasks, bool present) =>
        string.Concat(tasks.Except(device.Tasks)) is { Length: > 0 } lacking
            ? $"{device.Client} has no maps for {lacking}." : present ? null : $"{device.Client} is away.";

    private static string Devices(int count) => count == 1 ? "1 device" : $"{count} devices";
}
