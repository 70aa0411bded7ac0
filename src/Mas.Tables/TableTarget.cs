using Mas.Learning;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>A column to predict.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="IsClass">Whether its values are classes; else they are numbers.</param>
/// <param name="Transform">What the numbers are before they are learned.</param>
public sealed record TableTarget(string Column, bool IsClass, Transform Transform)
{
    private const string Rule = "COLUMN:regression, COLUMN:regression:TRANSFORM or COLUMN:class";

    /// <summary>Reads <c>PM2.5:regression:log,Rain:class</c>.</summary>
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
        IsClass ? $"{Column}:class" : $"{Column}:regression{(Transform == Transform.None ? "" : $":{Transform.Name}")}";

    // From the right, as the name of a column may have colons.
    private static TableTarget One(string name, string text)
    {
        foreach (var transform in Transform.All)
        {
            var ending = transform == Transform.None ? ":regression" : $":regression:{transform.Name}";
            if (text.Length > ending.Length && text.EndsWith(ending, StringComparison.Ordinal))
            {
                return new TableTarget(text[..^ending.Length], IsClass: false, transform);
            }
        }

        const string Class = ":class";
        return text.Length > Class.Length && text.EndsWith(Class, StringComparison.Ordinal)
            ? new TableTarget(text[..^Class.Length], IsClass: true, Transform.None)
            : throw new InputException(ValueFault.Of(
                name, $"'{PlainText.Of(text)}'",
                $"{Rule}, where TRANSFORM is {string.Join(", ", Transform.All.Select(known => known.Name))}"));
    }
}
