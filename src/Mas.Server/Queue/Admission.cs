using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>Who takes part in a run, and in words why it cannot begin.</summary>
/// <param name="Able">The devices that are here, have labels of a task or more, and what its orders take.</param>
/// <param name="Why">Why these are too few, a sentence for an operator; null where they are enough.</param>
/// <param name="LeftOut">
/// Those that have not got what its orders take, or labels from where they are to come, and what is lacking, a sentence.
/// </param>
internal sealed record Admission(
    IReadOnlyList<DeviceRow> Able, string? Why, IReadOnlyList<(DeviceRow Device, string Lacking)> LeftOut)
{
    private const int Told = 8;

    /// <summary>Looks who could take part in a run now.</summary>
    /// <param name="devices">The devices that have joined.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="labels">By task letter, where its labels are to come from.</param>
    /// <param name="least">Devices a run begins with at least.</param>
    /// <param name="needs">What runs ask of devices.</param>
    internal static Admission Of(
        DeviceBook devices, RunOptions options, IReadOnlyDictionary<string, string> labels, int least, RunNeeds needs)
    {
        var tasks = options.TaskSet();
        var source = options.Columns is null ? null : options.SourceName;
        var leftOut = new List<(DeviceRow Device, string Lacking)>();
        var faults = devices.All.OrderBy(device => device.Client, StringComparer.Ordinal)
            .Select(device => (Device: device, Fault: Fault(device))).ToArray();
        DeviceRow[] able = [.. faults.Where(each => each.Fault is null).Select(each => each.Device)];
        var training = able.Count(device => device.TrainingViews > 0);
        var quorum = needs.Quorum(options);

        // Of which targets devices have labels, they say when the run begins.
        string[] without = source is not null ? []
            : [.. tasks.Where(task => !able.Any(device => device.TrainingViews > 0 && device.FieldNames.Contains(task.Field)))
                .Select(task => task.Mark)];
        if (able.Length >= least && training >= quorum && without.Length == 0)
        {
            return new Admission(able, null, leftOut);
        }

        string[] lacking = [.. faults.Where(each => each.Fault is not null).Select(each => each.Fault!)];
        var named = string.Concat(lacking.Take(Told).Select(fault => $" {fault}"))
            + (lacking.Length > Told ? $" So do {lacking.Length - Told} more lack something." : "");
        var data = source is null ? $"maps for {options.Tasks}" : $"data of the kind {source}";
        return new Admission(able, faults.Length == 0
            ? $"Waiting for {Plural.Of(least, "device")}; none has joined."
            : $"Waiting for {Plural.Of(least, "device")} with {data}; {able.Length} can take part"
                + (able.Length < least ? "." : training == 0 ? ", none of which has examples to train on."
                    : training < quorum
                        ? $", {training} of which {(training == 1 ? "has" : "have")} examples to train on; "
                            + $"a round needs {quorum}."
                        : $", none of which has maps to train {TaskMarks.Write(without)} on.") + named, leftOut);

        string? Fault(DeviceRow device)
        {
            var said = devices.Statement(device);
            string[] lacking = source is not null ? []
                : [.. tasks.Where(task => !device.FieldNames.Contains(task.Field)).Select(task => task.Mark)];
            if (lacking.Length == tasks.Count || (source is not null && said?.Source != source))
            {
                return source is null ? $"{device.Client} has no maps for {TaskMarks.Write(lacking)}."
                    : $"{device.Client} has no data of the kind {source}.";
            }

            if (!devices.IsPresent(device))
            {
                return $"{device.Client} is away.";
            }

            if (said?.Rests is { } rests)
            {
                return $"{device.Client} is paused: {rests}";
            }

            var wanted = labels.Where(each => !lacking.Contains(each.Key)).ToDictionary();
            if ((WantedLabels.Fault(wanted, said) ?? Shortfall(device, said)) is not { } fault)
            {
                return null;
            }

            leftOut.Add((device, fault));
            return $"{device.Client} is left out. {fault}";
        }

        string? Shortfall(DeviceRow device, StatementDocument? said) =>
            said is null || source is not null ? null : needs.Shortfall(options, said, device.TrainingViews);
    }
}
