using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Device.Work;

/// <summary>A device's own examples: one client of a source, opened at the shape that orders ask for.</summary>
internal sealed class DeviceData : IDisposable
{
    private readonly IDataSource _source;
    private readonly DataRequest _request;
    private IShardSet? _open;

    /// <summary>Looks at what the device has.</summary>
    /// <param name="source">The source.</param>
    /// <param name="request">What it is asked for; without a client, the only one there is.</param>
    /// <param name="learning">What lists tasks.</param>
    /// <exception cref="InputException">The data cannot be used, or several clients have some; says why.</exception>
    internal DeviceData(IDataSource source, DataRequest request, LearningCatalogue learning)
    {
        (_source, Own) = (source, source.Look(request, CancellationToken.None));
        _request = request with { Client = Own.Name };
        Tasks = [.. (request.Tasks ?? learning.Tasks).Where(task => Own.Fields.Contains(task.Field))];
    }

    /// <summary>What the device has.</summary>
    internal ShardSummary Own { get; }

    /// <summary>The listed tasks that it can learn; orders may name others.</summary>
    internal IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>By mark of a listed task, where its labels come from; null where the data do not say.</summary>
    internal IReadOnlyDictionary<string, string>? Labels
    {
        get
        {
            var labels = Tasks.Where(task => Own.Labels.ContainsKey(task.Field))
                .ToDictionary(task => task.Mark, task => Own.Labels[task.Field]);
            return labels.Count > 0 ? labels : null;
        }
    }

    /// <summary>Why the device can learn none of some tasks, or not one that it has labels of; null where it can.</summary>
    internal string? Fault(IReadOnlyList<LearningTask> tasks)
    {
        LearningTask[] own = [.. tasks.Where(task => Own.Fields.Contains(task.Field))];
        return own.Length > 0
            ? own.Select(_source.Fault).FirstOrDefault(fault => fault is not null)
            : $"The task {tasks[0].Label} learns the field '{tasks[0].Field}'; this device has "
                + $"{string.Join(", ", Own.Fields)}.";
    }

    /// <summary>The examples with inputs of a shape; the last shape asked for stays open.</summary>
    /// <exception cref="InvalidDataException">The device has no such examples.</exception>
    /// <exception cref="InputException">Something is wrong with the data.</exception>
    internal IShard Open(FieldShape input, CancellationToken cancellation)
    {
        // What an order asks for that is not there is the order's fault, and no end of the device.
        if (_source.Fault(input) is { } fault)
        {
            throw new InvalidDataException(fault);
        }

        if (_open?.Shards[0].Input != input)
        {
            _open?.Dispose();
            _open = null;
            _open = _source.Open(_request with { Input = input }, cancellation);
        }

        return _open.Shards[0].Input == input ? _open.Shards[0] : throw new InvalidDataException(
            $"The order asks for inputs {input}; this device has {_open.Shards[0].Input}.");
    }

    /// <summary>Closes the examples.</summary>
    public void Dispose() => _open?.Dispose();
}
