using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Tables.Columns;
using Mas.Tables.Reading;
using Mas.Tables.Splits;

namespace Mas.Tables;

/// <summary>A table in memory: the columns that options name, and which rows are whose, by split.</summary>
internal sealed class TableRows
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="InputException">The options do not fit the table, or a row cannot be read.</exception>
    internal TableRows(TableOptions options, CancellationToken cancellation)
    {
        Fields = TargetNames.Fields(options.File, options.Targets);
        options = options with { Features = options.Features ?? DescribedFeatures(options) };
        var file = TableFile.Open(options.File);
        if (string.Join(Environment.NewLine, options.Faults(file.Columns)) is { Length: > 0 } faults)
        {
            throw new InputException(faults);
        }

        var reading = new ColumnReading(options.File, file);
        if (!options.OwnsAll)
        {
            reading.Add(options.Client, ColumnKind.Category, required: "the name of a client");
        }

        foreach (var target in options.Targets)
        {
            reading.Add(target.Column, target.ColumnKind, target.Transform);
        }

        if (options.SplitBy.Column is { } column)
        {
            reading.Add(column, options.SplitBy.IsTime ? ColumnKind.Date : ColumnKind.Category);
        }

        TableFeature[] features = [.. options.Features ?? file.Columns.Select(name => new TableFeature(name))
            .Where(feature => (feature.Column != options.Client && !reading.Has(feature.Column))
                || IsDateOfSplit(feature.Column))];
        if (features.Length == 0)
        {
            throw new InputException($"{options.File} has no column to predict from; expected at least one feature.");
        }

        foreach (var feature in features)
        {
            var kind = options.Columns?.FirstOrDefault(known => known.Column == feature.Column)?.Kind ?? feature.Kind;
            reading.Add(feature.Column, kind);
        }

        var values = reading.Read(cancellation);
        var columns = values.ToDictionary(read => read.Key, read => new TableColumn(read.Value));
        Features = [.. features.Select(feature => columns[feature.Column])];
        Targets = [.. options.Targets.Select(target => columns[target.Column])];
        var (names, owners) = options.OwnsAll
            ? ([options.OnlyClient!], new int[values[features[0].Column].Count]) : Owners(options, values[options.Client]);
        Clients = ByClient(options, names, owners, SplitColumn(options, columns));

        bool IsDateOfSplit(string name) => options.SplitBy.IsTime && options.SplitBy.Column == name;
    }

    /// <summary>The columns to predict from.</summary>
    internal IReadOnlyList<TableColumn> Features { get; }

    /// <summary>The names of the fields of <see cref="Targets"/>.</summary>
    internal IReadOnlyList<string> Fields { get; }

    /// <summary>The columns to predict.</summary>
    internal IReadOnlyList<TableColumn> Targets { get; }

    /// <summary>The clients by name in ordinal order; of each its rows by split, counted from 0.</summary>
    internal IReadOnlyList<(string Name, int[][] Rows)> Clients { get; }

    // The features come first, then the targets.
    private static IReadOnlyList<TableFeature>? DescribedFeatures(TableOptions options) =>
        options.Columns is not { } known || known.Count <= options.Targets.Count ? null
            : [.. known.SkipLast(options.Targets.Count).Select(column => new TableFeature(column.Column, column.Kind))];

    private static TableColumn? SplitColumn(TableOptions options, Dictionary<string, TableColumn> columns)
    {
        if (options.SplitBy.Column is { } named)
        {
            return columns[named];
        }

        if (!options.SplitBy.IsTime)
        {
            return null;
        }

        TableColumn[] dates = [.. columns.Values.Where(column => column.Kind == ColumnKind.Date)];
        return dates is [var only] ? only : throw new InputException(ValueFault.Of(
            $"{options.File}: the split",
            $"by {options.SplitBy}, and of the columns read {Plural.Of(dates.Length, "is a date", "are dates")}",
            $"the name of one, such as {options.SplitBy}:COLUMN"));
    }

    /// <summary>The names of clients, and whose of them each row is.</summary>
    private static (IReadOnlyList<string> Names, int[] Owners) Owners(TableOptions options, ColumnValues clients)
    {
        if (clients.Vocabulary is [var single] && options.OnlyClient is null)
        {
            throw new InputException(ValueFault.Of(
                $"{options.File}: the client column '{clients.Name}'", $"'{PlainText.Of(single)}' in every row",
                "the names of two or more clients"));
        }

        if (clients.Vocabulary.Select(name => PlainText.Fault($"{options.File}: a client", name)).OfType<string>()
            .FirstOrDefault() is { } fault)
        {
            throw new InputException(fault);
        }

        return options.OnlyClient is null || clients.Vocabulary.Contains(options.OnlyClient) || clients.Count == 0
            ? (clients.Vocabulary, clients.Words.ToArray())
            : throw new InputException(ValueFault.Of(
                $"{options.File}: the client", $"'{options.OnlyClient}'", $"a value of the column '{clients.Name}'"));
    }

    private static List<(string Name, int[][] Rows)> ByClient(
        TableOptions options, IReadOnlyList<string> names, int[] owners, TableColumn? splitColumn)
    {
        if (owners.Length == 0)
        {
            throw new InputException($"{options.File} has a header and no rows; expected at least one.");
        }

        var rows = names.Select(_ => Enum.GetValues<Split>().Select(_ => new List<int>()).ToArray())
            .ToArray();
        var counted = names.Select(options.SplitBy.Counted).ToArray();
        var timed = options.SplitBy.Counted("");
        var counts = new long[rows.Length];
        for (var row = 0; row < owners.Length; row++)
        {
            var client = owners[row];
            var split = options.SplitBy.Unit == SplitUnit.Row
                ? counted[client](counts[client]++) : SplitOf(options, splitColumn!, row, timed);
            rows[client][(int)split].Add(row);
        }

        (string Name, int[][] Rows)[] named =
        [
            .. names.Select(
                (name, client) => (name, rows[client].Select(split => split.ToArray()).ToArray())),
        ];
        return
        [
            .. named.Where(client => options.OnlyClient is null || client.Name == options.OnlyClient)
                .OrderBy(client => client.Name, StringComparer.Ordinal),
        ];
    }

    private static Split SplitOf(TableOptions options, TableColumn column, int row, Func<long, Split> timed)
    {
        if (!column.IsKnown(row))
        {
            return Split.Train;
        }

        if (options.SplitBy.IsTime)
        {
            return timed(options.SplitBy.BlockOf(column.NumberOf(row)));
        }

        var word = column.WordOf(row)!;
        return options.SplitBy.Unit == SplitUnit.Group ? options.SplitBy.OfGroup(word)
            : SplitBy.Named(word)
                ?? throw CellFault.Of(options.File, row + 1, column.Name, word, SplitBy.GivenRule);
    }
}
