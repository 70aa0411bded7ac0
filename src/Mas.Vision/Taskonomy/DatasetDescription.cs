using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Files;
using Mas.Learning.Metrics;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// What a data set says about itself in the file <c>dataset.json</c> at its root; every part is optional. docs/reference/data.md
/// shows the format.
/// </summary>
/// <remarks>A part that is missing from the file, or null there, arrives as null and leaves the default.</remarks>
public sealed record DatasetDescription
{
    /// <summary>The file's name inside the data set's folder.</summary>
    public const string FileName = "dataset.json";

    /// <summary>The data set's name, shown to people; empty: the folder's name.</summary>
    public string Name { get; init => field = value ?? field; } = "";

    /// <summary>Names of the classes, by stored id from 0, at most 18; empty where unknown.</summary>
    public IReadOnlyList<string> ClassNames { get; init => field = value ?? field; } = [];

    /// <summary>
    /// This set's own normalisation, by folder of maps, in the unit of <see cref="Taskonomy.Normalisation"/>; a field
    /// that is not listed keeps Taskonomy's.
    /// </summary>
    public IReadOnlyDictionary<string, Normalisation> Normalisation { get; init => field = value ?? field; } =
        new Dictionary<string, Normalisation>();

    /// <summary>
    /// Where the maps come from, by task folder, a word that <see cref="LabelSource.IsName"/> takes; not listed: unsaid.
    /// </summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? field; } =
        new Dictionary<string, string>();

    /// <summary>What the stored depths mean.</summary>
    public DepthDescription Depth { get; init => field = value ?? field; } = new();

    /// <summary>What the stored class ids mean.</summary>
    public ClassDescription Classes { get; init => field = value ?? field; } = new();

    /// <summary>
    /// What is excluded: whole buildings, by name, and views, as <c>BUILDING/point_P_view_V</c>; each exists.
    /// </summary>
    public IReadOnlyList<string> Exclude { get; init => field = value ?? field; } = [];

    /// <summary>How the views are split.</summary>
    public SplitRule Split { get; init => field = value ?? field; } = new();

    /// <summary>The normalisation of a field in this set: its own, or else Taskonomy's.</summary>
    /// <param name="field">A folder of maps that tasks learn.</param>
    /// <exception cref="InputException">There is no such field.</exception>
    public Normalisation NormalisationOf(string field) =>
        Normalisation.TryGetValue(field, out var own) ? own
        : (MapFormat.Find(field) ?? throw new InputException($"There is no field '{field}'.")).Normalisation;

    /// <summary>
    /// The same for a stored value: <see cref="NormalisationOf"/> is for Taskonomy's counts, into which <see
    /// cref="DepthDescription.Scale"/> may convert stored ones.
    /// </summary>
    internal Normalisation StoredNormalisationOf(MapFormat format)
    {
        var own = NormalisationOf(format.Folder);
        var unit = format.Kind == MapKind.Depth ? (float)Depth.Scale : 1;
        return new([.. own.Shift.Select(shift => shift / unit)], [.. own.Scale.Select(scale => scale / unit)]);
    }

    /// <summary>
    /// What the normalised values of a field mean: depths in metres, directions from -1 to 1, others as they are stored.
    /// </summary>
    /// <param name="format">The field.</param>
    /// <returns>Null for classes.</returns>
    internal TargetUnit? UnitOf(MapFormat format)
    {
        if (format.Kind == MapKind.ClassIds)
        {
            return null;
        }

        var own = NormalisationOf(format.Folder);
        var (scale, shift, name) = UnitOf(format.Kind);
        return new TargetUnit(
            [.. own.Shift.Select(stored => (stored * scale) + shift)], [.. own.Scale.Select(stored => stored * scale)],
            name);
    }

    /// <summary>The unit of a kind of map: a stored value x scale + shift.</summary>
    internal static (float Scale, float Shift, string Name) UnitOf(MapKind kind) => kind switch
    {
        MapKind.Depth => (1f / DepthDescription.CountsPerMetre, 0, "m"),
        MapKind.Normals => (2, -1, ""),
        _ => (1, 0, ""),
    };

    /// <summary>The name of a learned class; empty where the data set gives none.</summary>
    /// <param name="learned">The class, 0 (unlabelled) to 17.</param>
    public string ClassName(int learned)
    {
        var id = StoredId(learned);
        return id >= 0 && id < ClassNames.Count ? ClassNames[id] : "";
    }

    /// <summary>
    /// The id that files store for a learned class; -1 for unlabelled if 0 is a class like any other.
    /// </summary>
    /// <param name="learned">The class, 0 (unlabelled) to 17.</param>
    public int StoredId(int learned) => learned - Classes.Offset;

    /// <summary>Reads a data set's description.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <returns>The description; the default one where there is no file.</returns>
    /// <exception cref="InputException">The file is there but cannot be read, or says something impossible.</exception>
    public static DatasetDescription Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return new DatasetDescription();
        }

        return WrittenJson.Read(path, DatasetJson.Default.DatasetDescription, description => description.Faults());
    }

    /// <summary>Writes the description as <c>dataset.json</c>, replacing one that is there in a single step.</summary>
    /// <param name="directory">The data set's root, which exists.</param>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public void Write(string directory) =>
        DurableFile.WriteJson(Path.Combine(directory, FileName), this, DatasetJson.Default.DatasetDescription);

    /// <summary>How to train without damaged views, as a sentence.</summary>
    /// <param name="directory">The data set's root.</param>
    public static string WayOut(string directory) =>
        $"To train without the damaged views, list them under exclude in {FileName}; "
        + $"'mas data inspect {directory} --exclude-damaged' does that.";

    /// <summary>
    /// Adds to <see cref="Exclude"/> in the file <c>dataset.json</c>, in a single step; the rest of the file stays as
    /// it is.
    /// </summary>
    /// <param name="directory">The data set's root, which exists.</param>
    /// <param name="exclusions">Views and buildings that are not excluded yet.</param>
    /// <exception cref="InputException">The file exists but is not a valid description.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void AddExclusions(string directory, IReadOnlyList<string> exclusions)
    {
        var path = Path.Combine(directory, FileName);
        string[] all = [.. Read(directory).Exclude, .. exclusions];
        var text = "{}\n";
        if (File.Exists(path))
        {
            // A linked file is changed where it lies.
            path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            text = File.ReadAllText(path);
        }

        DurableFile.WriteText(path, DescriptionText.WithExclusions(text, all));
    }

    private static bool IsPositive(float scale) => scale > 0 && float.IsFinite(scale);

    private IEnumerable<string> Faults()
    {
        string[] folders = [.. MapFormat.All.Select(format => format.Folder)];
        if (ClassNames.Count > Classes.Greatest + 1)
        {
            yield return $"There are {ClassNames.Count} class names; expected at most {Classes.Greatest + 1}"
                + (Classes.Offset > 0 ? ", since classes.ignore does not list 0." : ".");
        }

        if (!PlainText.Is(Name))
        {
            yield return PlainText.Fault("name", Name)!;
        }

        // A class without a name is known by its id.
        foreach (var (id, name) in ClassNames.Index().Where(named => !PlainText.Is(named.Item ?? "")))
        {
            yield return PlainText.Fault($"classNames[{id}]", name)!;
        }

        foreach (var fault in Depth.Faults().Concat(Classes.Faults()))
        {
            yield return fault;
        }

        foreach (var (name, fraction) in new[]
        {
            ("validationFraction", Split.ValidationFraction), ("testFraction", Split.TestFraction),
        })
        {
            if (!(fraction is >= 0 and <= 0.5))
            {
                yield return $"split.{name} is {fraction}; expected 0 to 0.5.";
            }
        }

        foreach (var (building, held) in Split.Buildings)
        {
            var names = new HashSet<string>();
            if (held.Validation.Concat(held.Test).FirstOrDefault(view => !names.Add(view)) is { } twice)
            {
                yield return $"split.buildings.{building} names '{twice}' more than once.";
            }
        }

        foreach (var (name, count) in Exclude.CountBy(name => name))
        {
            if (count > 1)
            {
                yield return $"exclude lists '{name}' more than once.";
            }

            if (name.Contains('/') && Exclusions.Parse(name) is null)
            {
                yield return $"exclude lists '{name}'; expected a building, or a view such as house/point_3_view_0.";
            }
        }

        foreach (var (folder, source) in Labels)
        {
            if (!folders.Contains(folder))
            {
                yield return KnownNames.Unknown($"labels.{folder}", folder, folders);
            }
            else if (!LabelSource.IsName(source ?? ""))
            {
                yield return $"labels.{folder} is '{source}'; it must name a source: {LabelSource.Rule}.";
            }
        }

        foreach (var (folder, normalisation) in Normalisation)
        {
            var format = MapFormat.Find(folder);
            if (format is null)
            {
                yield return KnownNames.Unknown($"normalisation.{folder}", folder, folders);
            }
            else if (format.Kind == MapKind.ClassIds)
            {
                yield return $"normalisation.{folder} is not possible: class ids are taken as they are.";
            }
            else if (normalisation?.Shift is not { } shift || normalisation.Scale is not { } scale
                || shift.Count != format.Channels || scale.Count != format.Channels)
            {
                yield return $"normalisation.{folder} needs {format.Channels} shift and {format.Channels} scale values.";
            }
            else if (!shift.All(float.IsFinite) || !scale.All(IsPositive))
            {
                yield return $"normalisation.{folder} needs finite shifts and positive scales.";
            }
        }
    }
}
