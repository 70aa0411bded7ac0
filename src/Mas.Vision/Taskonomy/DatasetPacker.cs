using System.Runtime.ExceptionServices;
using Mas.Learning.Files;
using Mas.Learning.Tasks;

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
    private int _picturesRead, _views, _done;

    /// <summary>PNG files decoded so far.</summary>
    public int PicturesRead => _picturesRead;

    /// <summary>Brings the records of all buildings, several at a time.</summary>
    /// <param name="buildings">The buildings' files.</param>
    /// <param name="faults">Takes what is wrong with the files, in the order of the buildings.</param>
    /// <param name="cancellation">Stops between two views.</param>
    /// <returns>The records, in the order of the buildings; none where there are faults.</returns>
    public PackedRecords[] Pack(
        IReadOnlyList<BuildingFiles> buildings, FaultList faults, CancellationToken cancellation)
    {
        _views = buildings.Sum(building => building.Views.Count);
        var bytes = buildings.Sum(building => (long)building.Views.Count * layout.RecordBytes);
        var inMemory = bytes <= options.BytesInMemory
            && buildings.All(building => (long)building.Views.Count * layout.RecordBytes <= Array.MaxLength);
        var cache = CacheFolder.Of(directory, $"{layout.ImageSize}-{Letters()}", options.CacheDirectory);
        IncomingFile.Sweep(cache);
        var records = new PackedRecords?[buildings.Count];
        FaultList[] found = [.. buildings.Select(_ => new FaultList())];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, options.Threads),
            CancellationToken = cancellation,
        };
        var complete = false;
        try
        {
            Parallel.For(0, buildings.Count, parallel, i =>
                records[i] = Pack(buildings[i], cache, inMemory, found[i], cancellation));
            complete = true;
        }
        catch (AggregateException exception)
        {
            // One full disk stops every thread; one report of it is enough.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
        finally
        {
            foreach (var list in found)
            {
                faults.Add(list);
            }

            if (!complete || records.Contains(null))
            {
                Array.ForEach(records, building => building?.Dispose());
            }
        }

        return records.Contains(null) ? [] : [.. records.OfType<PackedRecords>()];
    }

    private PackedRecords? Pack(
        BuildingFiles building, string cache, bool inMemory, FaultList faults, CancellationToken cancellation)
    {
        var count = building.Views.Count;
        var path = Path.Combine(cache, building.Name + ".views");
        var key = PackedFile.Key(directory, building, layout, reader);
        if (Read() is { } cached)
        {
            Interlocked.Add(ref _done, count);
            return cached;
        }

        var packer = new ViewPacker(layout, reader);
        var written = PackedFile.Write(path, key, layout.RecordBytes, count, (view, record) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var files = building.Views[view];
            packer.Pack(files, record, fault => faults.Add(fault, Exclusions.NameOf(building.Name, files.Name)));
            options.Packing?.Invoke((double)Interlocked.Increment(ref _done) / _views);
            return faults.Faults.Count == 0;
        });
        Interlocked.Add(ref _picturesRead, packer.PicturesRead);
        if (!written)
        {
            return null;
        }

        return Read() ?? throw new IOException($"The packed cache '{path}' was just written but cannot be read.");

        PackedRecords? Read() => inMemory
            ? PackedFile.Load(path, key, layout.RecordBytes, count)
            : PackedFile.Open(path, key, layout.RecordBytes, count);
    }

    private string Letters() => string.Concat(
        layout.Formats.Select(format => TaskonomyTasks.All.First(task => task.Field == format.Folder).Mark));
}
