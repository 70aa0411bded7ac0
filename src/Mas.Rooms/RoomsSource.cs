using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Vision.Taskonomy;

namespace Mas.Rooms;

/// <summary>The Rooms, drawn where they are missing, and then pictures like others.</summary>
public sealed class RoomsSource : IDataSource
{
    /// <summary>The instance that catalogues share.</summary>
    public static RoomsSource Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => RoomsGenerator.Name;

    /// <inheritdoc/>
    public string Summary => "the embedded Rooms, drawn if missing";

    /// <inheritdoc/>
    public IShardSet Open(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Directory.Exists(request.Location))
        {
            Draw(request, cancellation);
        }

        return TaskonomySource.Instance.Open(request, cancellation);
    }

    /// <inheritdoc/>
    public string? Fault(LearningTask task) => TaskonomySource.Instance.Fault(task);

    /// <inheritdoc/>
    public string? Fault(FieldShape input) => TaskonomySource.Instance.Fault(input);

    private static void Draw(DataRequest request, CancellationToken cancellation)
    {
        if (request.Edition is not (0 or RoomsGenerator.Edition))
        {
            throw new InputException(
                $"The run trained on edition {request.Edition} of the Rooms, which are not in {request.Location}, and "
                + $"this version draws edition {RoomsGenerator.Edition}; give the folder that has them with --data DIR.");
        }

        var size = request.Input?.Height ?? new RoomsOptions().ImageSize;
        request.Note?.Invoke(
            $"Drawing the Rooms: {Plural.Of(request.Clients, "building")} of {size}x{size} pixels, in "
            + $"{request.Location}.");
        try
        {
            RoomsGenerator.Write(
                request.Location,
                new RoomsOptions { Buildings = request.Clients, ImageSize = size, Threads = request.Threads },
                percent => request.Preparing?.Invoke("Drawing the Rooms", percent / 100.0), cancellation);
        }
        catch (Exception exception)
            when (exception is IOException or InputException && Directory.Exists(request.Location))
        {
            // Another run has drawn them in the meantime; a folder of this name is whole, and the same.
        }
    }
}
