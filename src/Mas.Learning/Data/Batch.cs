using Mas.Engine.Memory;
using Mas.Engine.Tensors;
using Mas.Learning.Tasks;

namespace Mas.Learning.Data;

/// <summary>
/// Pictures with their targets and masks, in tensors rented from a pool: what <see cref="Building.Fill"/> fills and a
/// training step reads. One batch is filled again and again.
/// </summary>
/// <remarks>Not thread-safe; dispose before the pool.</remarks>
public sealed class Batch : IDisposable
{
    private readonly TensorPool _pool;
    private bool _disposed;

    /// <summary>Rents a batch.</summary>
    /// <param name="pool">Lends the tensors.</param>
    /// <param name="size">Views N, at least 1.</param>
    /// <param name="imageSize">Rows and columns S.</param>
    /// <param name="tasks">The tasks whose targets are wanted, a selection of the data set's in any order.</param>
    public Batch(TensorPool pool, int size, int imageSize, IReadOnlyList<LearningTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(imageSize, 1);
        (_pool, Size, ImageSize, Tasks) = (pool, size, imageSize, tasks);
        Images = pool.Rent(new Shape(size, imageSize, imageSize, 3));
        Targets = [.. tasks.Select(task => pool.Rent(new Shape(size, imageSize, imageSize, task.TargetChannels)))];
        Mask = pool.Rent(new Shape(size, imageSize, imageSize, 1));
    }

    /// <summary>Views N.</summary>
    public int Size { get; }

    /// <summary>Rows and columns S.</summary>
    public int ImageSize { get; }

    /// <summary>The tasks of <see cref="Targets"/>.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>The pictures, (N, S, S, 3), 0..1.</summary>
    public Tensor Images { get; }

    /// <summary>
    /// A target a task, (N, S, S, task.TargetChannels), normalised as the data set says; class ids as they are; 0
    /// where depth is unknown.
    /// </summary>
    public IReadOnlyList<Tensor> Targets { get; }

    /// <summary>1 where a view's maps are valid, else 0, (N, S, S, 1).</summary>
    public Tensor Mask { get; }

    /// <summary>Gives the tensors back, once.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _pool.Return(Images);
        foreach (Tensor target in Targets)
            _pool.Return(target);
        _pool.Return(Mask);
    }
}
