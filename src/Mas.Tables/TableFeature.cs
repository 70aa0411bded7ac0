using Mas.Learning.Columns;

namespace Mas.Tables;

/// <summary>A column to predict from.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Kind">What its values are; null = they decide.</param>
public sealed record TableFeature(string Column, ColumnKind? Kind = null)
{
    /// <summary>Reads <c>TEMP,wd:category</c>.</summary>
    /// <param name="text">The columns, with commas between them, each with its kind where it is told.</param>
    public static IReadOnlyList<TableFeature> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(One).DistinctBy(feature => feature.Column)];
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Kind is { } kind ? $"{Column}:{kind.ToString().ToLowerInvariant()}" : Column;

    private static TableFeature One(string text)
    {
        foreach (var kind in Enum.GetValues<ColumnKind>())
        {
            var ending = $":{kind.ToString().ToLowerInvariant()}";
            if (text.Length > ending.Length && text.EndsWith(ending, StringComparison.Ordinal))
            {
                return new TableFeature(text[..^ending.Length], kind);
            }
        }

        return new TableFeature(text);
    }
}
