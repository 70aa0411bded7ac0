using Mas.Learning;
using Mas.Learning.Data;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Device.Work;

/// <summary>A device's own views: one building of a folder, opened at the size that orders ask for.</summary>
/// <param name="directory">The data set's folder.</param>
/// <param name="cache">The folder of packed caches.</param>
/// <param name="own">The building, and the tasks it is opened for.</param>
internal sealed class DeviceData(string directory, string cache, OwnViews own) : IDisposable
{
    private Dataset? _dataset;

    /// <summary>Why the device cannot learn a task, a sentence; null where it can.</summary>
    internal string? Fault(LearningTask task) => own.Fields.Contains(task.Field) ? TaskFields.Fault(task)
        : $"The task {task.Label} learns the field '{task.Field}'; this device has {string.Join(", ", own.Fields)}.";

    /// <summary>The views as pictures of a shape; the last shape asked for stays open.</summary>
    /// <exception cref="InvalidDataException">The device has no such pictures.</exception>
    /// <exception cref="InputException">Something is wrong with the data.</exception>
    internal IShard Open(FieldShape input, CancellationToken cancellation)
    {
        var imageSize = input.Height;
        if (input != FieldShape.Square(imageSize, 3) || imageSize is < 8 or > 2048)
        {
            throw new InvalidDataException(
                $"The order asks for inputs {input}; this device has square pictures of 8 to 2048 pixels a side.");
        }

        if (_dataset?.ImageSize != imageSize)
        {
            _dataset?.Dispose();
            _dataset = null;
            _dataset = Dataset.Open(
                directory, own.Tasks, imageSize,
                new DatasetOptions { Building = own.Building.Name, CacheDirectory = cache, Threads = 1 }, cancellation);
        }

        return _dataset.Buildings[0];
    }

    /// <summary>Closes the views.</summary>
    public void Dispose() => _dataset?.Dispose();
}
