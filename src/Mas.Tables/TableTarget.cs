using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>A column to predict.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Transform">What numbers are before they are learned.</param>
public sealed record TableTarget(string Column, TargetKind Kind, Transform Transform)
{
    private const string Rule = "COLUMN:regression, COLUMN:regression:TRANSFORM, COLUMN:class or COLUMN:classes";

    private static readonly (string Ending, TargetKind Kind, Transform Transform)[] _endings =
    [
        (":class", TargetKind.Class, Transform.None),
        (":classes", TargetKind.Classes, Transform.None),
        (":regression", TargetKind.Number, Transform.None),
        .. Transform.All.Where(transform => transform != Transform.None)
            .Select(transform => ($":regression:{transform.Name}", TargetKind.Number, transform)),
    ];

    /// <summary>Reads <c>PM2.5:regression:log,Rain:class,tags:classes</c>.</summary>
    /// <param name="name">What a fault calls it: the option.</param>
    /// <param name="text">The targets, with commas between them.</param>
    /// <exception cref="InputException">A target is written wrongly, or listed more than once.</exception>
    public static IReadOnlyList<TableTarget> Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TableTarget[] targets = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(one => One(name, one))];
        return targets.GroupBy(target => target.Column).FirstOrDefault(same => same.Count() > 1) is { } same
            ? throw new InputException($"{name} lists the column '{same.Key}' more than once.") : targets;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Column + Array.Find(_endings, known => known.Kind == Kind && known.Transform == Transform).Ending;

    /// <summary>What the column's values are read as.</summary>
    internal ColumnKind ColumnKind => Kind switch
    {
        TargetKind.Class => ColumnKind.Category,
        TargetKind.Classes => ColumnKind.Categories,
        _ => ColumnKind.Number,
    };

    // From the right, as the name of a column may have colons.
    private static TableTarget One(string name, string text)
    {
        foreach (var (ending, kind, transform) in _endings)
        {
            if (text.Length > ending.Length && text.EndsWith(ending, StringComparison.Ordinal))
            {
                return new TableTarget(text[..^ending.Length], kind, transform);
            }
        }

        throw new InputException(ValueFault.Of(
            name, $"'{PlainText.Of(text)}'",
            $"{Rule}, where TRANSFORM is {string.Join(", ", Transform.All.Select(known => known.Name))}"));
    }
}
