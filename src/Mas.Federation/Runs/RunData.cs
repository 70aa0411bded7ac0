using System.Globalization;
using Mas.Learning;
using Mas.Learning.Data;
using Mas.Learning.Rooms;

namespace Mas.Federation.Runs;

/// <summary>
/// The data of a run: a folder in Taskonomy's layout, or the Rooms, which are made where they are missing.
/// </summary>
public static class RunData
{
    /// <summary>
    /// Where the Rooms of a run lie, relative to the working folder: they are shared by all runs of that size.
    /// </summary>
    public static string RoomsDirectory(RunOptions options) => Path.Combine("data", string.Create(
        CultureInfo.InvariantCulture, $"rooms{RoomsGenerator.Edition}-{options.Buildings}x{options.ImageSize}"));

    /// <summary>Opens the data of a run for its tasks.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="cancellation">Ends the making of Rooms.</param>
    /// <exception cref="InputException">Something is wrong with the data; every fault is named.</exception>
    /// <exception cref="IOException">The Rooms or the packed views cannot be written.</exception>
    public static Dataset Open(RunOptions options, Action<string>? note, CancellationToken cancellation)
    {
        var directory = options.Data ?? RoomsDirectory(options);
        if (options.Data is null && !Directory.Exists(directory))
        {
            note?.Invoke(
                $"Drawing the Rooms: {options.Buildings} buildings of {options.ImageSize}x{options.ImageSize} pixels, "
                + $"in {directory}.");
            var rooms = new RoomsOptions
            {
                Buildings = options.Buildings,
                ImageSize = options.ImageSize,
                Threads = options.Threads,
            };
            try
            {
                RoomsGenerator.Write(directory, rooms, null, cancellation);
            }
            catch (Exception exception) when (exception is IOException or InputException && Directory.Exists(directory))
            {
                // Another run has drawn them in the meantime; a folder of this name is whole, and the same.
            }
        }

        note?.Invoke($"Reading {directory}.");
        return Dataset.Open(
            directory, options.TaskSet(), options.ImageSize, new DatasetOptions { Threads = options.Threads },
            cancellation);
    }
}
