namespace Mas.Vision.Taskonomy;

/// <summary>
/// What a data set's description excludes: whole buildings, by name, and views, as <c>BUILDING/point_P_view_V</c>.
/// Counts the matches.
/// </summary>
internal sealed class Exclusions
{
    private readonly Dictionary<string, string> _written = [];
    private readonly HashSet<string> _met = [];

    /// <summary>Takes what <see cref="DatasetDescription.Exclude"/> lists.</summary>
    public Exclusions(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            _written[Parse(name) is var (building, view) ? NameOf(building, view) : name] = name;
        }
    }

    /// <summary>Views excluded so far.</summary>
    public int Views { get; private set; }

    /// <summary>Names, as written, that match neither a building nor a view.</summary>
    public IEnumerable<string> Unmet => _written.Where(pair => !_met.Contains(pair.Key)).Select(pair => pair.Value);

    /// <summary>The name that excludes a view.</summary>
    public static string NameOf(string building, ViewName view) => $"{building}/{view}";

    /// <summary>Parses a view's name; null if it names a building, or nothing.</summary>
    public static (string Building, ViewName View)? Parse(string name)
    {
        var slash = name.LastIndexOf('/');
        return slash > 0 && ViewName.TryParse(name[(slash + 1)..], out var view) ? (name[..slash], view) : null;
    }

    /// <summary>Whether a building is excluded as a whole.</summary>
    public bool Has(string building) => _written.ContainsKey(building);

    /// <summary>Whether a view is excluded, by itself or with its building.</summary>
    public bool Has(string building, ViewName view) => Has(building) || _written.ContainsKey(NameOf(building, view));

    /// <summary>Counts an excluded view.</summary>
    public void Count(string building, ViewName view)
    {
        Views++;
        _met.Add(building);
        _met.Add(NameOf(building, view));
    }
}
