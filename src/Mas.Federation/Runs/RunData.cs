using System.Globalization;
using Mas.Learning;
using Mas.Learning.Data;
using Mas.Learning.Examples;
using Mas.Learning.Rooms;

namespace Mas.Federation.Runs;

/// <summary>
/// The data of a run: a folder in Taskonomy's layout, or the Rooms, which are drawn if they are missing. A run that has
/// begun identifies them by their digest.
/// </summary>
public static class RunData
{
    /// <summary>The file in a run's folder that says what its data held when it began.</summary>
    public const string FileName = "data.json";

    /// <summary>
    /// Where the Rooms of a run lie, relative to the working folder: they are shared by all runs of that size.
    /// </summary>
    public static string RoomsDirectory(RunOptions options) => Path.Combine("data", string.Create(
        CultureInfo.InvariantCulture, $"rooms{options.RoomsEdition}-{options.Buildings}x{options.ImageSize}"));

    /// <summary>Opens data for the tasks of a run, whatever their content.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="cancellation">Stops the drawing of Rooms.</param>
    /// <param name="preparing">Called with what is being prepared, and the share of it that is done, 0 to 1.</param>
    /// <exception cref="InputException">Something is wrong with the data; every fault is named.</exception>
    /// <exception cref="IOException">The Rooms or the packed views cannot be written.</exception>
    public static Dataset Open(
        RunOptions options, Action<string>? note, CancellationToken cancellation,
        Action<string, double>? preparing = null)
    {
        var directory = options.Data ?? RoomsDirectory(options);
        if (options.Data is null && !Directory.Exists(directory))
        {
            DrawRooms(options, directory, note, cancellation, preparing);
        }

        note?.Invoke($"Reading {directory}.");
        var opening = new DatasetOptions
        {
            Threads = options.Threads,
            CacheDirectory = options.Cache,
            Packing = share => preparing?.Invoke($"Reading {directory}", share),
        };
        return Dataset.Open(directory, options.TaskSet(), options.ImageSize, opening, cancellation);
    }

    /// <summary>Opens the data that a run or a comparison began with, which must hold what they held then.</summary>
    /// <param name="options">Its options; with those of a version that recorded no digest, any data are opened.</param>
    /// <param name="begun">What they held when it began; null if that is not known.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="cancellation">Stops the drawing of Rooms.</param>
    /// <param name="preparing">Called with what is being prepared, and the share of it that is done, 0 to 1.</param>
    /// <exception cref="InputException">
    /// They are missing, differ, which the message explains, or have faults.
    /// </exception>
    /// <exception cref="IOException">The Rooms or the packed views cannot be written.</exception>
    internal static Dataset OpenAgain(
        RunOptions options, ShardsDigest? begun, Action<string>? note, CancellationToken cancellation,
        Action<string, double>? preparing = null)
    {
        const string Remedy = "give the folder that has them with --data DIR";
        if (options.DataDigest is not { } known)
        {
            return Open(options, note, cancellation, preparing);
        }

        if (options.Data is { } folder && !Directory.Exists(folder))
        {
            throw new InputException($"The data the run began with are not in {folder}; {Remedy}.");
        }

        var dataset = Open(options, note, cancellation, preparing);
        if (dataset.Digest.Sha256 == known)
        {
            return dataset;
        }

        using (dataset)
        {
            var change = begun is null ? "their digest differs" : begun.Difference(dataset.Digest);
            throw new InputException(
                $"The data in {dataset.Directory} are not those the run began with: {change}. Restore them, or "
                + $"{Remedy}.");
        }
    }

    private static void DrawRooms(
        RunOptions options, string directory, Action<string>? note, CancellationToken cancellation,
        Action<string, double>? preparing)
    {
        if (options.RoomsEdition != RoomsGenerator.Edition)
        {
            throw new InputException(
                $"The run trained on edition {options.RoomsEdition} of the Rooms, which are not in {directory}, and "
                + $"this version draws edition {RoomsGenerator.Edition}; give the folder that has them with --data "
                + "DIR.");
        }

        note?.Invoke(
            $"Drawing the Rooms: {Plural.Of(options.Buildings, "building")} of {options.ImageSize}x{options.ImageSize} "
            + $"pixels, in {directory}.");
        var rooms = new RoomsOptions
        {
            Buildings = options.Buildings,
            ImageSize = options.ImageSize,
            Threads = options.Threads,
        };
        try
        {
            RoomsGenerator.Write(
                directory, rooms, percent => preparing?.Invoke("Drawing the Rooms", percent / 100.0), cancellation);
        }
        catch (Exception exception) when (exception is IOException or InputException && Directory.Exists(directory))
        {
            // Another run has drawn them in the meantime; a folder of this name is whole, and the same.
        }
    }
}
