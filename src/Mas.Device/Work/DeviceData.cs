using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Wire.Documents;

namespace Mas.Device.Work;

/// <summary>A device's own examples: one client of a source, opened at the shape that orders ask for.</summary>
internal sealed class DeviceData : IDisposable
{
    private readonly IDataSource _source;
    private readonly DataRequest _request;
    private IShardSet? _open;
    private string? _columns;

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

    /// <summary>The source, where its data have columns, of which each run names those it reads; null = they have none.</summary>
    internal string? ColumnSource => (_source as IColumnSource)?.Name;

    /// <summary>Why the device can learn none of some tasks, or not one that it has labels of; null where it can.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="opened">What it learns from; null = what it has joined with.</param>
    internal string? Fault(IReadOnlyList<LearningTask> tasks, IShard? opened = null)
    {
        var fields = opened is null ? Own.Fields : [.. opened.Targets.Select(target => target.Name).Where(opened.Has)];
        LearningTask[] own = [.. tasks.Where(task => fields.Contains(task.Field))];
        return own.Length > 0
            ? own.Select(_source.Fault).FirstOrDefault(fault => fault is not null)
            : $"The task {tasks[0].Label} learns the field '{tasks[0].Field}'; this device has "
                + $"{(fields.Count > 0 ? string.Join(", ", fields) : "no labels of any task")}.";
    }

    /// <summary>What the device says of columns.</summary>
    /// <exception cref="InputException">It has no such columns, or something is wrong with them.</exception>
    internal ClientColumns Sum(ColumnChoice columns, CancellationToken cancellation) => _source is IColumnSource source
        ? source.Sum(Asked(columns), cancellation)
        : throw new InputException($"The order asks for columns; this device has {_source.Summary}.");

    /// <summary>
    /// The examples with inputs of a shape, from columns that are read alike at all clients; those last asked for stay open.
    /// </summary>
    /// <exception cref="InvalidDataException">The device has no such examples.</exception>
    /// <exception cref="InputException">Something is wrong with the data.</exception>
    internal IShard Open(FieldShape input, ColumnsDocument? columns, CancellationToken cancellation)
    {
        // What an order asks for that is not there is the order's fault, and no end of the device.
        if (_source.Fault(input) is { } fault)
        {
            throw new InvalidDataException(fault);
        }

        if (_open?.Shards[0].Input != input || _columns != columns?.Sha256)
        {
            _open?.Dispose();
            _open = null;
            var asked = columns is null ? _request : Asked(columns.Choice) with { Described = columns.Described };
            (_open, _columns) = (_source.Open(asked with { Input = input }, cancellation), columns?.Sha256);
        }

        return _open.Shards[0].Input == input ? _open.Shards[0] : throw new InvalidDataException(
            $"The order asks for inputs {input}; this device has {_open.Shards[0].Input}.");
    }

    /// <summary>Closes the examples.</summary>
    public void Dispose() => _open?.Dispose();

    // Its owner says by which column it finds its own rows; where all are its own, the run's column of clients is no feature.
    private DataRequest Asked(ColumnChoice columns) =>
        _request with { Columns = columns with { Client = _request.Columns?.Client ?? columns.Client } };
}
