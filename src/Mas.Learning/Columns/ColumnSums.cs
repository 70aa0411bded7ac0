using System.Text.Json.Serialization;

namespace Mas.Learning.Columns;

/// <summary>
/// What one client says of a column: sums that are added up over the clients, in the order of their names, and from
/// which the <see cref="ColumnDescription"/> of all follows. No row leaves a client. Plain data: the sums pass in memory
/// from a simulated client and over a wire from a device, unchanged.
/// </summary>
/// <remarks>Only rows to train on are counted.</remarks>
/// <param name="Column">The name of the column.</param>
/// <param name="Kind">What its values are. Of dates, the number is the days since the year 2000.</param>
public sealed record ColumnSums(string Column, ColumnKind Kind)
{
    /// <summary>Rows with a value.</summary>
    [JsonRequired]
    public long Known { get; init; }

    /// <summary>Rows without one.</summary>
    [JsonRequired]
    public long Missing { get; init; }

    /// <summary>The sum of the numbers, after the transform; 0 of categories.</summary>
    [JsonRequired]
    public double Sum { get; init; }

    /// <summary>The sum of their squares.</summary>
    [JsonRequired]
    public double SumOfSquares { get; init; }

    /// <summary>How often each category occurs; empty of numbers and dates.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, long> Categories { get; init; } = new Dictionary<string, long>();

    /// <summary>The sums of both.</summary>
    /// <exception cref="ArgumentException">They are of different columns or kinds.</exception>
    public ColumnSums Plus(ColumnSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((Column, Kind) != (other.Column, other.Kind))
        {
            throw new ArgumentException(
                $"The sums of {other.Column} ({other.Kind}) cannot be added to those of {Column} ({Kind}).",
                nameof(other));
        }

        var categories = new Dictionary<string, long>(Categories);
        foreach (var (category, count) in other.Categories)
        {
            categories[category] = categories.GetValueOrDefault(category) + count;
        }

        return this with
        {
            Known = Known + other.Known,
            Missing = Missing + other.Missing,
            Sum = Sum + other.Sum,
            SumOfSquares = SumOfSquares + other.SumOfSquares,
            Categories = categories,
        };
    }
}
