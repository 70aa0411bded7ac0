using System.Security.Cryptography;
using System.Text;
using Mas.Learning.Examples;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// How a building's views are split, once and for all, into train, validation and test. The same point seen from
/// several cameras would leak from one split into another, so points are split, not views, where a building has at
/// least three points.
/// </summary>
/// <remarks>
/// The points of a building are ordered by the SHA-256 of <c>BUILDING/point_P</c>. First test, then validation takes
/// points in that order, passing over a point with more views than its share has room for; where no point fits it
/// takes the smallest (the first of those in the order). A share is the fraction of the building's views rounded
/// half up, at least one view. Buildings of one or two views are for training only. Buildings named in
/// <see cref="Buildings"/> are split as listed there instead.
/// </remarks>
/// <param name="ValidationFraction">The part of a building's views held out for validation: 0 to 0.5.</param>
/// <param name="TestFraction">The part of a building's views held out for testing: 0 to 0.5.</param>
public sealed record SplitRule(double ValidationFraction = 0.1, double TestFraction = 0.1)
{
    /// <summary>The held-out views of buildings that do not follow the fractions, by building name.</summary>
    public IReadOnlyDictionary<string, HeldOutViews> Buildings { get; init => field = value ?? field; } =
        new Dictionary<string, HeldOutViews>();

    /// <summary>Splits one building.</summary>
    /// <param name="building">The building's name.</param>
    /// <param name="views">Its views, without repetition.</param>
    /// <returns>The split of each view, in the order given.</returns>
    public Split[] Assign(string building, IReadOnlyList<ViewName> views)
    {
        if (Buildings.TryGetValue(building, out var listed))
        {
            return [.. views.Select(view => Listed(listed, view.ToString()))];
        }

        var splits = new Split[views.Count];
        if (views.Count < 3)
        {
            return splits;
        }

        var units = Ordered(building, views, view => $"point_{view.Point}");
        if (units.Count < 3)
        {
            units = Ordered(building, views, view => view.ToString());
        }

        Take(units, splits, Split.Test, TestFraction, leave: ValidationFraction > 0 ? 2 : 1);
        Take(units, splits, Split.Validation, ValidationFraction, leave: 1);
        return splits;
    }

    private static Split Listed(HeldOutViews listed, string view) =>
        listed.Test.Contains(view) ? Split.Test
        : listed.Validation.Contains(view) ? Split.Validation
        : Split.Train;

    private static List<Unit> Ordered(string building, IReadOnlyList<ViewName> views, Func<ViewName, string> name) =>
    [
        .. Enumerable.Range(0, views.Count)
            .GroupBy(i => name(views[i]))
            .Select(group => new Unit(Hash($"{building}/{group.Key}"), [.. group]))
            .OrderBy(unit => unit.Order, StringComparer.Ordinal),
    ];

    private static string Hash(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    // Moves units from the list into a split, but leaves as many as the splits after it need.
    private static void Take(List<Unit> units, Split[] splits, Split split, double fraction, int leave)
    {
        if (fraction <= 0)
        {
            return;
        }

        var share = Math.Max(1, (int)Math.Floor((splits.Length * fraction) + 0.5));
        var taken = 0;
        for (var i = 0; i < units.Count && units.Count > leave;)
        {
            if (taken + units[i].Views.Length > share)
            {
                i++;
                continue;
            }

            taken += Move(units[i]);
        }

        if (taken == 0)
        {
            Move(units.MinBy(unit => unit.Views.Length)!);
        }

        int Move(Unit unit)
        {
            foreach (var view in unit.Views)
            {
                splits[view] = split;
            }

            units.Remove(unit);
            return unit.Views.Length;
        }
    }

    // Views that stay together: those of a point, or a single one.
    private sealed record Unit(string Order, int[] Views);
}
