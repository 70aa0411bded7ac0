using System.Globalization;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Server.Clients;

/// <summary>
/// What the devices of a run say of their columns before it begins: sums, which are added up in the order of the clients'
/// names. Who says nothing that fits takes no part.
/// </summary>
/// <param name="store">Where participants lie.</param>
/// <param name="orders">Where orders go.</param>
/// <param name="run">The run's name.</param>
/// <param name="options">What it reads.</param>
internal sealed class ColumnSurvey(FleetStore store, OrderBook orders, string run, RunOptions options)
{
    private const string Place = "The data of the fleet";

    // An order has more to say than how columns are read.
    private const int LongestColumns = Protocol.LongestDocument / 2;

    private readonly ColumnChoice _columns = options.Columns!;

    private IColumnSource Source => (IColumnSource)options.Learning.Source(options.SourceName);

    /// <summary>Called with a sentence about who takes no part, and why.</summary>
    internal Action<string>? Note { get; init; }

    /// <summary>Asks the participants.</summary>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>What the columns of all are read as, and who takes part, with what it has of them.</returns>
    /// <exception cref="InputException">The columns cannot be learned from; says why.</exception>
    /// <exception cref="UnansweredException">No device has said anything that fits.</exception>
    internal async Task<(DataDescription Columns, IReadOnlyList<ParticipantRow> Participants)> Hold(
        CancellationToken cancellation)
    {
        var rows = await store.Participants(run);
        var outcomes = await Task.WhenAll(rows.Select(row => orders.Ask(
            new OrderDocument { Run = run, Client = row.Client, Summing = new SummingDocument(_columns) },
            CancellationToken.None, cancellation)));
        var faults = rows.Zip(outcomes, Fault).ToArray();
        var names = MostCommon(outcomes.Where((_, place) => faults[place] is null).Select(NamesOf));
        var asked = new List<(ParticipantRow Row, ClientColumns Said)>();
        foreach (var (place, (row, outcome)) in rows.Zip(outcomes).Index())
        {
            if ((faults[place] ?? Difference(NamesOf(outcome), names)) is { } fault)
            {
                Note?.Invoke($"Client {row.Client} takes no part. {fault}");
                faults[place] = fault;
            }
            else
            {
                asked.Add((row, outcome.Update!.Summed!.ToColumns()));
            }
        }

        if (asked.Count == 0)
        {
            throw new UnansweredException(
                $"No device has said of its columns what fits. Client {rows[0].Client}: {faults[0]}");
        }

        var found = Describe(asked);
        return (found, [.. asked.Select(each => new ParticipantRow
        {
            Run = run,
            Client = each.Row.Client,
            Fields = string.Join(' ', found.FieldsOf(each.Said)),
            TrainingViews = each.Said.Train,
            ValidationViews = each.Said.Validation,
            TestViews = each.Said.Test,
        })]);
    }

    private string? Fault(ParticipantRow row, OrderOutcome outcome)
    {
        var joined = row.TrainingViews + row.ValidationViews + row.TestViews;
        return outcome.Update?.Summed is not { } said ? outcome.Fault
            : said.TrainingViews + said.ValidationViews + said.TestViews is var found && found != joined
                ? $"It joined with {Plural.Of(joined, "example")} and reports {found.ToString(CultureInfo.InvariantCulture)}; "
                    + "it can join again with its token."
                : Source.Fault(_columns, said.ToColumns().Sums);
    }

    private static string[] NamesOf(OrderOutcome outcome) =>
        [.. outcome.Update!.Summed!.Columns.Select(column => column.Column)];

    // Where the run names no features, the columns that most devices have are its columns.
    private static string[] MostCommon(IEnumerable<string[]> lists) =>
        lists.GroupBy(names => string.Join('\u001f', names)).MaxBy(same => same.Count())?.First() ?? [];

    private static string? Difference(string[] own, string[] names)
    {
        var (missing, other) = (names.Except(own).FirstOrDefault(), own.Except(names).FirstOrDefault());
        return own.SequenceEqual(names) ? null
            : missing is not null ? $"Its data lack the column '{PlainText.Of(missing)}', which the data of most clients have."
            : other is not null
                ? $"Its data have the column '{PlainText.Of(other)}', which the data of most clients lack; name the features with "
                    + "--features."
                : "Its columns are in another order than those of most clients; name the features with --features.";
    }

    private DataDescription Describe(IReadOnlyList<(ParticipantRow Row, ClientColumns Said)> asked)
    {
        var kinds = Enumerable.Range(0, asked[0].Said.Sums.Count).Select(column => Kind(asked, column)).ToArray();
        var found = Source.Describe(Place, _columns,
        [
            .. asked.Select(each => (IReadOnlyList<ColumnSums>)
                [.. each.Said.Sums.Zip(kinds, (sums, kind) => sums with { Kind = kind })]),
        ]);
        var bytes = new ColumnsDocument(_columns, found.Columns).ToBytes().Length;
        return bytes <= LongestColumns ? found : throw new InputException(
            $"{Place}: what is known of the columns takes {bytes} bytes of each order; expected at most {LongestColumns}, with "
            + "features of fewer categories.");
    }

    /// <summary>What the values of a column are; a client that has none to train on does not decide it.</summary>
    private static ColumnKind Kind(IReadOnlyList<(ParticipantRow Row, ClientColumns Said)> asked, int column)
    {
        var deciding = asked.Where(each => each.Said.Sums[column].Known > 0).DistinctBy(each => each.Said.Sums[column].Kind)
            .ToArray();
        return deciding.Length < 2 ? (deciding is [var only] ? only : asked[0]).Said.Sums[column].Kind
            : throw new InputException(
                $"{Place}: the column '{PlainText.Of(deciding[0].Said.Sums[column].Column)}' is "
                + $"{string.Join(" and ", deciding.Select(each => $"{Word(each.Said.Sums[column].Kind)} at {each.Row.Client}"))}; "
                + "name its kind among the features, as in COLUMN:category.");
    }

    private static string Word(ColumnKind kind) => kind.ToString().ToLowerInvariant();
}
