namespace Mas.Learning.Data;

/// <summary>
/// What a data set's description leaves out: whole buildings, by name, and views, as <c>BUILDING/point_P_view_V</c>.
/// Keeps count of what was met.
/// </summary>
internal sealed class Exclusions
{
    private readonly Dictionary<string, string> _written = [];
    private readonly HashSet<string> _met = [];

    /// <summary>Takes what <see cref="DatasetDescription.Exclude"/> lists.</summary>
    public Exclusions(IReadOnlyList<string> names)
    {
        foreach (string name in names)
            _written[Parse(name) is var (building, view) ? NameOf(building, view) : name] = name;
    }

    /// <summary>Views left out so far.</summary>
    public int Views { get; private set; }

    /// <summary>Names, as written, that met neither a building nor a view.</summary>
    public IEnumerable<string> Unmet => _written.Where(pair => !_met.Contains(pair.Key)).Select(pair => pair.Value);

    /// <summary>The name that leaves a view out.</summary>
    public static string NameOf(string building, ViewName view) => $"{building}/{view}";

    /// <summary>Takes a view's name apart; null where it names a building, or nothing.</summary>
    public static (string Building, ViewName View)? Parse(string name)
    {
        int slash = name.LastIndexOf('/');
        return slash > 0 && ViewName.TryParse(name[(slash + 1)..], out ViewName view) ? (name[..slash], view) : null;
    }

    /// <summary>Whether a building is left out as a whole.</summary>
    public bool Has(string building) => _written.ContainsKey(building);

    /// <summary>Whether a view is left out, by itself or with its building.</summary>
    public bool Has(string building, ViewName view) => Has(building) || _written.ContainsKey(NameOf(building, view));

    /// <summary>Counts a view that is left out.</summary>
    public void Count(string building, ViewName view)
    {
        Views++;
        _met.Add(building);
        _met.Add(NameOf(building, view));
    }
}
