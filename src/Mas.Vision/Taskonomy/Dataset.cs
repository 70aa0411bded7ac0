using System.Globalization;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Vision.Packing;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Pictures and maps of many buildings in Taskonomy's layout, resized and packed so that after the first opening no
/// PNG is read any more. docs/reference/data.md has the layout, the splits, the resizing and the cache.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class Dataset : IShardSet
{
    /// <summary>Changes whenever the digest of the same data does.</summary>
    private const int DigestVersion = 1;

    private readonly PackedRecords[] _records;

    private Dataset(
        string directory, DatasetDescription description, IReadOnlyList<LearningTask> tasks, int imageSize,
        IReadOnlyList<Building> buildings, PackedRecords[] records)
    {
        Directory = directory;
        Description = description;
        Name = description.Name.Length > 0
            ? description.Name
            : PlainText.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))));
        (Tasks, ImageSize, Buildings, _records) = (tasks, imageSize, buildings, records);
    }

    /// <summary>The data set's root.</summary>
    public string Directory { get; }

    /// <summary>The data set's name.</summary>
    public string Name { get; }

    /// <summary>What the data set says about itself, or the defaults.</summary>
    public DatasetDescription Description { get; }

    /// <summary>The tasks the data set was opened for.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>Rows and columns of every picture and map.</summary>
    public int ImageSize { get; }

    /// <summary>The buildings, by name in ordinal order.</summary>
    public IReadOnlyList<Building> Buildings { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IShard> Shards => Buildings;

    /// <inheritdoc/>
    public string Location => Directory;

    /// <summary>The digest of what the data set holds, for these tasks and this picture size.</summary>
    public required ShardsDigest Digest { get; init; }

    /// <inheritdoc/>
    public DataMeaning Meaning => DatasetMeaning.Of(Description);

    /// <summary>PNG files decoded while opening; 0 where the packed cache was there.</summary>
    public int PicturesRead { get; private init; }

    /// <summary>Views that the description leaves out.</summary>
    public int ExcludedExamples { get; private init; }

    /// <summary>
    /// What readers should know before training: what is excluded, what is there but not used; a sentence each.
    /// </summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Opens a data set: checks everything, and packs what the cache does not hold yet.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <param name="tasks">The tasks whose maps are needed; each building may lack some, and not all buildings one.</param>
    /// <param name="imageSize">Rows and columns to resize to, 8 to 2048.</param>
    /// <param name="options">How to open; null: the defaults.</param>
    /// <param name="cancellation">Stops the packing; buildings packed so far stay in the cache.</param>
    /// <exception cref="InputException">
    /// Something is wrong with the data. The message lists every fault that the folders' listings show; where they
    /// show none, every fault found in the pictures.
    /// </exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The packing was stopped.</exception>
    public static Dataset Open(
        string directory, IReadOnlyList<LearningTask> tasks, int imageSize, DatasetOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(tasks);
        if (imageSize is < 8 or > 2048)
        {
            throw new InputException($"The image size is {imageSize}; expected 8 to 2048.");
        }

        options ??= new DatasetOptions();

        // One order for all, so that the cache of sdn serves dns too.
        var layout = new RecordLayout(imageSize, tasks);
        var faults = new FaultList();
        var description = ReadDescription(directory, faults);
        var found = DatasetLayout.Scan(directory, tasks, description.Exclude, faults, options.Building);
        var files = found.Buildings;
        Split[][] splits = [.. files.Select(b => description.Split.Assign(b.Name, [.. b.Views.Select(v => v.Name)]))];
        if (options.Building is null)
        {
            CheckSplits(directory, description, files, splits, faults);
        }

        // What the listings show is told before hours may go into reading pictures.
        faults.Throw(directory);
        var packer = new DatasetPacker(directory, layout, new MapReader(description), options);
        var records = packer.Pack(files, faults, cancellation);
        faults.Throw(directory);

        var maps = layout.Formats.Index().ToDictionary(
            format => format.Item.Folder,
            format => (layout.Offset(format.Index),
                new RecordReader(format.Item, description.StoredNormalisationOf(format.Item))));
        Building[] buildings =
            [.. files.Select((building, i) => new Building(
                building, splits[i], records[i], layout, maps, description.UnitOf))];
        return new Dataset(directory, description, tasks, imageSize, buildings, records)
        {
            Digest = DigestOf(description, layout.Formats, imageSize, files, splits, records),
            PicturesRead = packer.PicturesRead,
            ExcludedExamples = found.ExcludedViews,
            Notes = found.Notes,
        };
    }

    /// <summary>What a task's target is normalised by in this data set.</summary>
    public Normalisation NormalisationOf(LearningTask task) => Description.NormalisationOf(task.Field);

    /// <summary>Closes the packed cache.</summary>
    public void Dispose() => Array.ForEach(_records, building => building.Dispose());

    /// <summary>The description, or the default one and a fault where it is unusable.</summary>
    internal static DatasetDescription ReadDescription(string directory, FaultList faults)
    {
        try
        {
            return DatasetDescription.Read(directory);
        }
        catch (InputException exception)
        {
            faults.Add(exception.Message);
            return new DatasetDescription();
        }
    }

    /// <summary>
    /// The digest of the packed pixels, the views' names and splits and the constants of normalisation; the files'
    /// location, modification times and compression do not matter.
    /// </summary>
    private static ShardsDigest DigestOf(
        DatasetDescription description, IReadOnlyList<MapFormat> formats, int imageSize,
        IReadOnlyList<BuildingFiles> files, Split[][] splits, PackedRecords[] records) => ShardsDigest.Of(
        [
            $"{DigestVersion} {imageSize}",
            .. formats.Select(format => (format.Folder, Constants: description.StoredNormalisationOf(format)))
                .Select(map => $"{map.Folder} {Numbers(map.Constants.Shift)} {Numbers(map.Constants.Scale)}"),
        ],
        [
            .. files.Select((building, i) => new ShardDigest(building.Name, building.Views.Count, ShardsDigest.Hash(
            [
                .. building.Views.Select((view, j) => $"{view.Name} {splits[i][j]}"),
                records[i].Sha256,
            ]))),
        ]);

    private static string Numbers(IReadOnlyList<float> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Finds held-out views that do not exist, and splits without a view.</summary>
    internal static void CheckSplits(
        string directory, DatasetDescription description, IReadOnlyList<BuildingFiles> files, Split[][] splits,
        FaultList faults)
    {
        var exclusions = new Exclusions(description.Exclude);
        foreach (var (name, held) in description.Split.Buildings)
        {
            HashSet<string> known =
                [.. files.Where(b => b.Name == name).SelectMany(b => b.Views).Select(view => view.Name.ToString())];
            foreach (var view in held.Validation.Concat(held.Test).Where(view => !known.Contains(view)))
            {
                if (ViewName.TryParse(view, out var excluded) && exclusions.Has(name, excluded))
                {
                    continue;
                }

                faults.Add($"dataset.json holds out the view '{view}' of the building '{name}', which does not exist.");
            }
        }

        // Missing maps explain missing views well enough.
        if (faults.Faults.Count > 0)
        {
            return;
        }

        foreach (var split in Enum.GetValues<Split>())
        {
            if (!splits.SelectMany(building => building).Contains(split))
            {
                faults.Add(
                    $"The data set '{directory}' has no views for {split.ToString().ToLowerInvariant()}: it needs a "
                    + "building of at least three views, or a split of its own in dataset.json.");
            }
        }
    }
}
