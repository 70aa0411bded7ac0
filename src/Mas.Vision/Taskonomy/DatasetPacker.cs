using Mas.Learning.Files;
using Mas.Learning.Tasks;
using Mas.Vision.Packing;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Brings every building's packed records: from the cache where it holds them, else from the PNG files, into the
/// cache.
/// </summary>
/// <param name="directory">The data set's root.</param>
/// <param name="layout">The records' layout.</param>
/// <param name="reader">Reads the files.</param>
/// <param name="options">Where the cache lies, how many threads pack, how much is held in memory.</param>
internal sealed class DatasetPacker(
    string directory, RecordLayout layout, MapReader reader, DatasetOptions options)
{
    /// <summary>PNG files decoded so far.</summary>
    public int PicturesRead { get; private set; }

    /// <summary>Brings the records of all buildings, several at a time.</summary>
    /// <param name="buildings">The buildings' files.</param>
    /// <param name="faults">Takes what is wrong with the files, in the order of the buildings.</param>
    /// <param name="cancellation">Stops between two views.</param>
    /// <returns>The records, in the order of the buildings; none where there are faults.</returns>
    public PackedRecords[] Pack(
        IReadOnlyList<BuildingFiles> buildings, FaultList faults, CancellationToken cancellation)
    {
        var cache = CacheFolder.Of(directory, $"{layout.ImageSize}-{Letters()}", options.CacheDirectory);
        FaultList[] found = [.. buildings.Select(_ => new FaultList())];
        ViewPacker[] packers = [.. buildings.Select(_ => new ViewPacker(layout, reader))];
        try
        {
            return RecordPacker.Pack(
                cache, layout.RecordBytes,
                [.. buildings.Select((building, i) => RecordsOf(building, packers[i], found[i]))],
                options, cancellation);
        }
        finally
        {
            Array.ForEach(found, faults.Add);
            PicturesRead += packers.Sum(packer => packer.PicturesRead);
        }
    }

    private RecordsToPack RecordsOf(BuildingFiles building, ViewPacker packer, FaultList faults) => new(
        building.Name, building.Views.Count,
        () => PackedFile.Key(
            directory, $"{layout.ImageSize} {reader.Key}{string.Concat(layout.Formats.Select(format => $" {format.Folder}"))}",
            [.. building.Views.SelectMany(view => view.All)]),
        (view, record) =>
        {
            var files = building.Views[view];
            packer.Pack(files, record, fault => faults.Add(fault, Exclusions.NameOf(building.Name, files.Name)));
            return faults.Faults.Count == 0;
        });

    private string Letters() => string.Concat(
        layout.Formats.Select(format => TaskonomyTasks.All.First(task => task.Field == format.Folder).Mark));
}
