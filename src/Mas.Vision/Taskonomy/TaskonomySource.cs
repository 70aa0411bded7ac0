using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Vision.Taskonomy;

/// <summary>Pictures with maps, in a folder of Taskonomy's layout; a building is a client.</summary>
public sealed class TaskonomySource : IDataSource
{
    private const int SmallestSide = 8;
    private const int LargestSide = 2048;

    /// <summary>The instance that catalogues share.</summary>
    public static TaskonomySource Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "taskonomy";

    /// <inheritdoc/>
    public string Summary => "a folder in Taskonomy's layout";

    /// <inheritdoc/>
    public IShardSet Open(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var input = request.Input ?? throw new InputException("The request lacks an input shape; pictures need one.");
        if (Fault(input) is { } fault)
        {
            throw new InputException(fault);
        }

        request.Note?.Invoke($"Reading {request.Location}.");
        return Dataset.Open(
            request.Location, TasksOf(request), input.Height,
            new DatasetOptions
            {
                Building = request.Client,
                CacheDirectory = request.Cache,
                Threads = request.Threads,
                Packing = share => request.Preparing?.Invoke($"Reading {request.Location}", share),
            },
            cancellation);
    }

    /// <inheritdoc/>
    public string? Fault(LearningTask task) => TaskFields.Fault(task);

    /// <inheritdoc/>
    public string? Fault(FieldShape input) =>
        input == FieldShape.Square(input.Height, 3) && input.Height is >= SmallestSide and <= LargestSide ? null
            : $"The inputs asked for are {input}; expected square pictures of {SmallestSide} to {LargestSide} pixels a side.";

    /// <summary>What the folder's listings say; no picture is read.</summary>
    /// <inheritdoc/>
    public ShardSummary Look(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tasks = TasksOf(request);
        var own = request.Own(
            BuildingSummary.List(request.Location, tasks, request.Client), building => building.Name);
        string[] fields = [.. tasks.Select(task => task.Field).Distinct().Where(own.Fields.Contains)];
        return new ShardSummary(own.Name, own.Train, own.Validation, own.Test, fields)
        {
            Labels = DatasetDescription.Read(request.Location).Labels.Where(label => fields.Contains(label.Key))
                .ToDictionary(),
        };
    }

    private static IReadOnlyList<LearningTask> TasksOf(DataRequest request) => request.Tasks
        ?? [.. TaskonomyTasks.All.Where(task => Directory.Exists(Path.Combine(request.Location, task.Field)))];
}
