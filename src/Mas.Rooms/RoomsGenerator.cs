using Mas.Engine.Parallelism;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Files;
using Mas.Rooms.Parts;
using Mas.Rooms.Rendering;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Rooms;

/// <summary>
/// Writes Rooms, a data set of rendered indoor scenes in Taskonomy's layout: nine maps and a mask a view, each from
/// the same geometry by its definition. docs/reference/rooms.md tells what is drawn.
/// </summary>
public static class RoomsGenerator
{
    /// <summary>The data set's name in its description.</summary>
    public const string Name = "rooms";

    /// <summary>
    /// The edition of what is drawn; one more whenever the same options give other pictures than before.
    /// </summary>
    public const int Edition = 2;

    /// <summary>
    /// Writes the data set. It is built in a folder beside the final one and renamed when whole, so a folder of the
    /// final name is never half written. The same options give the same files, for any number of threads.
    /// </summary>
    /// <param name="directory">Where to write; must not exist, or be empty.</param>
    /// <param name="options">What to write.</param>
    /// <param name="progress">Told how many percent are done, by any thread; neighbours may swap places.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <exception cref="InputException">An option is out of range, or the folder exists and is not empty.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static void Write(
        string directory, RoomsOptions options, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw Taken(directory);
        }

        var isMade = NewFolder.TryCreate(target, partial =>
        {
            WriteInto(partial, options, progress, cancellation);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }
        });
        if (!isMade)
        {
            throw Taken(directory);
        }
    }

    private static InputException Taken(string directory) =>
        new($"'{directory}' already exists; give a new folder, or an empty one.");

    private static void WriteInto(
        string directory, RoomsOptions options, Action<int>? progress, CancellationToken cancellation)
    {
        using var pool = new WorkPool(options.Threads);
        var buildings = new PlannedBuilding[options.Buildings];
        pool.For(buildings.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            buildings[i] = PlannedBuilding.Plan(i, options);
        });

        var description = new DatasetDescription
        {
            Name = Name,
            ClassNames = [.. Enum.GetNames<ObjectClass>().Select(name => name.ToLowerInvariant())],
        };
        var views = buildings.SelectMany(building => building.Views(description.Split)).ToArray();
        foreach (var folder in ViewMaps.Folders)
        {
            foreach (var building in buildings)
            {
                Directory.CreateDirectory(Path.Combine(directory, folder, building.Name));
            }
        }

        using var canvas = new ThreadLocal<Canvas>(() => new(options.ImageSize));
        var statistics = new MapStatistics();
        var done = 0;
        pool.For(views.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            var (building, viewpoint, split) = views[i];
            var maps = ViewMaps.Draw(building.Scene, viewpoint.Camera, canvas.Value!, building.Noise(viewpoint));
            if (split == Split.Train)
            {
                statistics.Add(maps);
            }

            foreach (var (folder, image) in maps)
            {
                var name = $"point_{viewpoint.Point}_view_{viewpoint.View}_domain_{folder}.png";
                // CreateNew: where a file might be replaced, ext4 writes its content to the disk when it is closed.
                using var file = File.OpenHandle(
                    Path.Combine(directory, folder, building.Name, name), FileMode.CreateNew, FileAccess.Write);
                RandomAccess.Write(file, PngCodec.Encode(image), 0);
            }
            var now = Interlocked.Increment(ref done);
            if (now * 100L / views.Length != (now - 1) * 100L / views.Length)
            {
                progress?.Invoke((int)(now * 100L / views.Length));
            }
        });
        (description with { Normalisation = statistics.Normalisations() }).Write(directory);
    }
}
