using System.Security.Cryptography;
using System.Text;
using Mas.Learning;
using Mas.Learning.Examples;

namespace Mas.Tables.Splits;

/// <summary>
/// How the rows of a client are split, once and for all, into train, validation and test. Rows next to each other in
/// time, or of one machine or person, are nearly copies: they stay together, or the test would be told in advance.
/// </summary>
/// <remarks>
/// Rows, days, weeks and months are counted, and of each 20 as many as the fractions say are held out; SHA-256 decides
/// which. Rows are counted by client, time for all, so that a day is in the same split at every client. Groups are held
/// out where the SHA-256 of their value, as a fraction, is below those of test and validation. A column may also say the
/// split of each row. A row whose date, group or split is missing is for training.
/// </remarks>
/// <param name="Unit">What stays together.</param>
/// <param name="Column">
/// The column of the groups, dates or splits; null = none is needed, or the only column of dates.
/// </param>
public sealed record SplitBy(SplitUnit Unit, string? Column = null)
{
    /// <summary>The part held out for validation, 0 to 0.5.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>The part held out for testing, 0 to 0.5.</summary>
    public double TestFraction { get; init; } = 0.1;

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public const string Rule =
        "row, group:COLUMN, given:COLUMN, or day, week or month, with :COLUMN where there are several dates";

    /// <summary>The words for splits in a column that says them.</summary>
    public const string GivenRule = "train, validation or test";

    private const int Cycle = 20;

    /// <summary>Whether blocks of time stay together.</summary>
    public bool IsTime => Unit is SplitUnit.Day or SplitUnit.Week or SplitUnit.Month;

    /// <summary>Reads <c>row</c>, <c>group:patient</c>, <c>given:split</c>, <c>week</c> or <c>week:Date</c>.</summary>
    /// <param name="name">What a fault calls it: the option.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">The text is not a split; the message says what is expected.</exception>
    public static SplitBy Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (unit, column) = text.Split(':', 2) is [var word, var rest] ? (word, rest) : (text, null);
        return (unit, column) switch
        {
            ("row", null) => new SplitBy(SplitUnit.Row),
            ("group", { Length: > 0 }) => new SplitBy(SplitUnit.Group, column),
            ("given", { Length: > 0 }) => new SplitBy(SplitUnit.Given, column),
            ("day", null or { Length: > 0 }) => new SplitBy(SplitUnit.Day, column),
            ("week", null or { Length: > 0 }) => new SplitBy(SplitUnit.Week, column),
            ("month", null or { Length: > 0 }) => new SplitBy(SplitUnit.Month, column),
            _ => throw new InputException(ValueFault.Of(name, $"'{PlainText.Of(text)}'", Rule)),
        };
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Unit.ToString().ToLowerInvariant() + (Column is null ? "" : $":{Column}");

    /// <summary>Splits counted units: those of each cycle are drawn anew.</summary>
    /// <param name="salt">What makes the draws of one client differ from those of another; empty for all.</param>
    internal Func<long, Split> Counted(string salt)
    {
        var cycles = new Dictionary<long, Split[]>();
        return unit =>
        {
            var cycle = (long)Math.Floor(unit / (double)Cycle);
            if (!cycles.TryGetValue(cycle, out var drawn))
            {
                drawn = cycles[cycle] = Drawn(FormattableString.Invariant($"{salt}/{cycle}"));
            }

            return drawn[unit - (cycle * Cycle)];
        };
    }

    /// <summary>The split of a group.</summary>
    internal Split OfGroup(string value)
    {
        var fraction = BitConverter.ToUInt32(Hash(value)) / (double)uint.MaxValue;
        return fraction < TestFraction ? Split.Test
            : fraction < TestFraction + ValidationFraction ? Split.Validation : Split.Train;
    }

    /// <summary>The split that a word names; null where it is not one.</summary>
    internal static Split? Named(string word) => word switch
    {
        "train" => Split.Train,
        "validation" => Split.Validation,
        "test" => Split.Test,
        _ => null,
    };

    /// <summary>The block of time that a date belongs to, counted from the year 2000 on.</summary>
    /// <param name="days">The days since the year 2000.</param>
    internal long BlockOf(double days)
    {
        // The first of January 2000 was a Saturday.
        const int DaysFromMonday = 5;
        var date = new DateTime(2000, 1, 1).AddDays(days);
        return Unit switch
        {
            SplitUnit.Day => (long)Math.Floor(days),
            SplitUnit.Week => (long)Math.Floor((days + DaysFromMonday) / 7),
            _ => ((date.Year - 2000) * 12) + date.Month - 1,
        };
    }

    private Split[] Drawn(string cycle)
    {
        var draws = Hash(cycle);
        int[] order = [.. Enumerable.Range(0, Cycle).OrderBy(unit => draws[unit]).ThenBy(unit => unit)];
        var (test, validation) = (Share(TestFraction), Share(ValidationFraction));
        var splits = new Split[Cycle];
        for (var place = 0; place < test + validation; place++)
        {
            splits[order[place]] = place < test ? Split.Test : Split.Validation;
        }

        return splits;
    }

    private static int Share(double fraction) => (int)Math.Round(fraction * Cycle, MidpointRounding.AwayFromZero);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
