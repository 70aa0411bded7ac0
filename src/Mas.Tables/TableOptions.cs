using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Tables.Columns;
using Mas.Tables.Splits;

namespace Mas.Tables;

/// <summary>Which table to learn from, and how.</summary>
/// <example>
/// <code>
/// var options = new TableOptions
/// {
///     File = "air.csv.gz",
///     Client = "station",
///     Targets = TableTarget.Parse("targets", "PM2.5:regression:log,Rain:class"),
///     SplitBy = SplitBy.Parse("split-by", "week"),
/// };
/// using var shards = TableShards.Open(options, CancellationToken.None);
/// </code>
/// </example>
public sealed record TableOptions
{
    /// <summary>The file: CSV, plain or packed by gzip, or Parquet.</summary>
    public required string File { get; init; }

    /// <summary>The column whose values are the clients.</summary>
    public required string Client { get; init; }

    /// <summary>The columns to predict, at least one.</summary>
    public required IReadOnlyList<TableTarget> Targets { get; init; }

    /// <summary>
    /// The columns to predict from; null (default) = all that are neither client, target nor group. A date in several
    /// columns is written <c>year+month+day</c> or <c>year+month+day+hour</c>.
    /// </summary>
    public IReadOnlyList<TableFeature>? Features { get; init; }

    /// <summary>How rows are split; default by row.</summary>
    public SplitBy SplitBy { get; init; } = new(SplitUnit.Row);

    /// <summary>
    /// The only client to open, of a device that owns its rows; null (default) = all. A target that its table lacks is one
    /// that it has no labels of.
    /// </summary>
    public string? OnlyClient { get; init; }

    /// <summary>
    /// Whether all rows are those of <see cref="OnlyClient"/>, so that <see cref="Client"/> need not be a column; where it
    /// is one, it is not read. Default false.
    /// </summary>
    public bool OwnsAll { get; init; }

    /// <summary>
    /// What all clients know of the columns, the features and then the targets, for a device that has its own rows
    /// alone; null (default) = measured on the training rows of the table.
    /// </summary>
    public IReadOnlyList<ColumnDescription>? Columns { get; init; }

    /// <summary>Threads to count and digest with, at least 1; default one per core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The threads, for loops.</summary>
    internal ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = Math.Max(1, Threads) };

    /// <summary>The options that a request states.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="InputException">
    /// It names no client or no target column, or a target or the split is written wrongly; the message says what.
    /// </exception>
    public static TableOptions From(DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Columns is { Client: { } client, Targets: { } targets } columns
            ? new TableOptions
            {
                File = request.Location,
                Client = client,
                Targets = TableTarget.Parse("--targets", targets),
                Features = columns.Features is { } features ? TableFeature.Parse(features) : null,
                SplitBy = columns.SplitBy is { } split ? SplitBy.Parse("--split-by", split) : new(SplitUnit.Row),
                OnlyClient = request.Client,
                OwnsAll = request.OwnsAll,
                Columns = request.Described,
                Threads = request.Threads,
            }
            : throw new InputException(
                $"{request.Location}: the columns of the clients and of the targets are not named; give --client and "
                + "--targets.");
    }

    /// <summary>What cannot be read from a table of such columns, a sentence each; empty where all can.</summary>
    /// <param name="columns">The columns the table has.</param>
    public IEnumerable<string> Faults(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        (string What, string? Column)[] named =
        [
            ("client", Client), .. Targets.Select(target => ("target", (string?)target.Column)),
            .. (Features ?? []).Select(feature => ("feature", (string?)feature.Column)), ("split", SplitBy.Column),
        ];
        foreach (var (what, column) in named)
        {
            var isThere = column is null || columns.Contains(column)
                || (what is "feature" or "split" && DateParts.Is(column, columns))
                || (what is "target" && OnlyClient is not null) || (what is "client" && OwnsAll);
            if (!isThere)
            {
                yield return ValueFault.Of(
                    $"{File}: the {what} column", $"'{PlainText.Of(column!)}'",
                    $"one of the table's columns, such as '{PlainText.Of(Nearest(column!, columns))}'");
            }
        }

        if (SplitBy is not { ValidationFraction: >= 0 and <= 0.5, TestFraction: >= 0 and <= 0.5 }
            || SplitBy.ValidationFraction + SplitBy.TestFraction >= 1)
        {
            yield return ValueFault.Of(
                $"{File}: the split",
                FormattableString.Invariant($"{SplitBy.ValidationFraction} validation, {SplitBy.TestFraction} test"),
                "0 to 0.5 each, and less than 1 together");
        }

        string[] targets = [.. Targets.Select(target => target.Column)];
        if (targets.Length == 0)
        {
            yield return $"{File}: no target is named; expected at least one.";
        }

        if (targets.Contains(Client))
        {
            yield return $"{File}: the column '{Client}' is the client; it cannot be a target.";
        }

        foreach (var feature in (Features ?? []).Where(feature => targets.Contains(feature.Column)))
        {
            yield return $"{File}: the column '{feature.Column}' is a target; it cannot be a feature.";
        }
    }

    private static string Nearest(string name, IReadOnlyList<string> columns) =>
        columns.MinBy(column => Distance(name.ToUpperInvariant(), column.ToUpperInvariant()))!;

    // Levenshtein's: the least letters to insert, delete or replace.
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
