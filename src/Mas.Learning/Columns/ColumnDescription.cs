using System.Text.Json.Serialization;

namespace Mas.Learning.Columns;

/// <summary>What all clients must know of a column to read it alike.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Kind">What its values are.</param>
public sealed record ColumnDescription(string Column, ColumnKind Kind)
{
    /// <summary>Rows of the training split with a value.</summary>
    [JsonRequired]
    public long Known { get; init; }

    /// <summary>Whether a row of the training split lacks a value.</summary>
    [JsonRequired]
    public bool HasMissing { get; init; }

    /// <summary>The mean of the numbers, after the transform.</summary>
    [JsonRequired]
    public double Mean { get; init; }

    /// <summary>Their standard deviation; 0 where all are equal.</summary>
    [JsonRequired]
    public double Deviation { get; init; }

    /// <summary>
    /// The categories of the training split in ordinal order: the first has the index 1, as 0 is unknown.
    /// </summary>
    [JsonRequired]
    public IReadOnlyList<string> Vocabulary { get; init; } = [];

    /// <summary>The column that sums of all clients describe.</summary>
    public static ColumnDescription Of(ColumnSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        var count = Math.Max(sums.Known, 1);
        var mean = sums.Sum / count;
        var variance = Math.Max(0, (sums.SumOfSquares / count) - (mean * mean));
        // Of equal numbers, rounding alone is left.
        var isConstant = variance <= 1e-12 * Math.Max(mean * mean, double.Epsilon);
        return new ColumnDescription(sums.Column, sums.Kind)
        {
            Known = sums.Known,
            HasMissing = sums.Missing > 0,
            Mean = mean,
            Deviation = isConstant ? 0 : Math.Sqrt(variance),
            Vocabulary = [.. sums.Categories.Keys.Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>The index of a category: 0 where it is unknown.</summary>
    public int IndexOf(string category)
    {
        var (low, high) = (0, Vocabulary.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Vocabulary[middle], category);
            if (order == 0)
            {
                return middle + 1;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return 0;
    }

    /// <summary>A number as a model reads it: of mean 0 and deviation 1 over the training rows of all.</summary>
    public float Standardised(double number) => (float)((number - Mean) / Divisor);

    /// <summary>What a number is divided by: the deviation, or 1 where all are equal.</summary>
    [JsonIgnore]
    public double Divisor => Deviation == 0 ? 1 : Deviation;

    /// <summary>One line that differs where the column is read differently.</summary>
    [JsonIgnore]
    public string Line => FormattableString.Invariant(
        $"{Column} {Kind} {HasMissing} {Mean:R} {Deviation:R} {string.Join('\u001f', Vocabulary)}");
}
