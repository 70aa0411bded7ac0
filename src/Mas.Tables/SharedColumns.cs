using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Tables.Reading;

namespace Mas.Tables;

/// <summary>What owners of tables share before anything is learned, and what follows for all of them.</summary>
internal static class SharedColumns
{
    /// <summary>The rows of a device that has not been asked for columns yet: all of them to train on, without fields.</summary>
    /// <param name="file">Its table.</param>
    /// <param name="request">The client; and the column that says whose a row is, where the device does not own all.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The table cannot be read, or the client is not clear.</exception>
    internal static ShardSummary Look(string file, DataRequest request, CancellationToken cancellation)
    {
        var table = TableFile.Open(file);
        var reading = new ColumnReading(file, table);
        if (request.Columns?.Client is not { } column)
        {
            var name = request.Client ?? throw new InputException(
                $"{file} does not say whose rows it has; name this device with --building, or the column that names the "
                + "client of each row with --client.");
            reading.Add(table.Columns[0], ColumnKind.Category);
            return Summary(name, reading.Read(cancellation)[table.Columns[0]].Count);
        }

        if (!table.Columns.Contains(column))
        {
            throw new InputException(ValueFault.Of(
                $"{file}: the client column", $"'{PlainText.Of(column)}'",
                $"one of the table's columns: {PlainText.Of(string.Join(", ", table.Columns))}"));
        }

        reading.Add(column, ColumnKind.Category, required: "the name of a client");
        var clients = reading.Read(cancellation)[column];
        var counts = new int[clients.Vocabulary.Count];
        foreach (var client in clients.Words)
        {
            counts[client]++;
        }

        var own = request.Own([.. clients.Vocabulary.Zip(counts)], client => PlainText.Of(client.First));
        return Summary(own.First, own.Second);

        ShardSummary Summary(string name, int rows) => rows > 0 ? new ShardSummary(name, rows, 0, 0, [])
            : throw new InputException($"{file} has a header and no rows; expected at least one.");
    }

    /// <summary>As <see cref="IColumnSource.Tasks"/>: of classes, as if there were two.</summary>
    internal static IReadOnlyList<TaskDescription> Tasks(ColumnChoice columns)
    {
        var targets = TableTarget.Parse("--targets", columns.Targets!);
        return new LearnedTargets("--targets", targets, [.. targets.Select(target =>
            new ColumnDescription(target.Column, target.ColumnKind) { Vocabulary = ["0", "1"] })]).Tasks;
    }

    /// <summary>What a device says of columns.</summary>
    /// <param name="table">Its rows, and no one else's.</param>
    /// <param name="columns">The columns.</param>
    internal static ClientColumns Sum(TableRows table, IEnumerable<TableColumn> columns)
    {
        var rows = table.Clients[0].Rows;
        return new ClientColumns(
            rows[(int)Split.Train].Length, rows[(int)Split.Validation].Length, rows[(int)Split.Test].Length,
            [.. columns.Select(column => column.Sums(rows[(int)Split.Train]))]);
    }

    /// <summary>As <see cref="IColumnSource.Fault"/>.</summary>
    /// <param name="features">The features that were asked for; null = the client chose them.</param>
    /// <param name="targets">The targets that were asked for.</param>
    /// <param name="sums">What the client says, of the features and then of the targets.</param>
    internal static string? Fault(
        IReadOnlyList<TableFeature>? features, IReadOnlyList<TableTarget> targets, IReadOnlyList<ColumnSums> sums)
    {
        TableFeature[] asked =
        [
            .. features ?? [.. sums.SkipLast(targets.Count).Select(column => new TableFeature(column.Column))],
            .. targets.Select(target => new TableFeature(target.Column, target.ColumnKind)),
        ];
        if (sums.Count != asked.Length)
        {
            return $"It reports {Plural.Of(sums.Count, "column")}; expected {asked.Length}.";
        }

        return asked.Zip(sums, (column, said) =>
                column.Column == said.Column && (column.Kind ?? said.Kind) == said.Kind ? null
                : $"It reports '{PlainText.Of(new TableFeature(said.Column, said.Kind).ToString())}'; expected '{column}'.")
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>As <see cref="IColumnSource.Describe"/>.</summary>
    internal static DataDescription Describe(
        string place, ColumnChoice columns, IReadOnlyList<IReadOnlyList<ColumnSums>> sums)
    {
        var (targets, described) = (TableTarget.Parse("--targets", columns.Targets!), TableShards.Described(sums));
        if (string.Join(Environment.NewLine, ColumnFaults.Of(place, targets, described)) is { Length: > 0 } faults)
        {
            throw new InputException(faults);
        }

        InputChannel[] channels = [.. described.SkipLast(targets.Count).SelectMany(FeatureChannels.Of)];
        var learned = new LearnedTargets(place, targets, [.. described.TakeLast(targets.Count)]);
        return new DataDescription(learned.Tasks, new DataMeaning(channels, [.. learned.Meanings]))
        {
            Columns = described,
            Input = channels.Length == 0 ? null : FieldShape.Flat(channels.Length),
        };
    }
}
