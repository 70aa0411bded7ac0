using Mas.Engine.Memory;
using Mas.Engine.Tensors;

namespace Mas.Learning.Examples;

/// <summary>
/// Examples with their targets and weights, in tensors rented from a pool: what <see cref="IShard.Fill"/> fills and a
/// training step reads. One batch is filled again and again.
/// </summary>
/// <remarks>Not thread-safe; dispose before the pool.</remarks>
public sealed class Batch : IDisposable
{
    private readonly TensorPool _pool;
    private readonly Tensor[] _rented;
    private bool _disposed;

    /// <summary>Rents a batch.</summary>
    /// <param name="pool">Lends the tensors.</param>
    /// <param name="size">Examples N, at least 1.</param>
    /// <param name="shape">What an example holds.</param>
    public Batch(TensorPool pool, int size, BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (_pool, Size, Shape) = (pool, size, shape);
        Input = pool.Rent(shape.Input.Of(size));
        Targets = [.. shape.Targets.Select(target => pool.Rent(target.Shape.Of(size)))];
        var weights = new Dictionary<(string Name, FieldShape Shape), Tensor>();
        Weights =
        [
            .. shape.Targets.Select(target => (target.Weight, target.Shape with { Channels = 1 })).Select(weight =>
                weights.TryGetValue(weight, out var shared)
                    ? shared : weights[weight] = pool.Rent(weight.Item2.Of(size))),
        ];
        _rented = [Input, .. Targets, .. weights.Values];
    }

    /// <summary>Examples N.</summary>
    public int Size { get; }

    /// <summary>What an example holds.</summary>
    public BatchShape Shape { get; }

    /// <summary>What a model reads, (N, H, W, C); of pictures 0..1.</summary>
    public Tensor Input { get; }

    /// <summary>
    /// For each task its target, (N, H, W, C): numbers normalised as the data say, class ids as they are; what is
    /// unknown is finite.
    /// </summary>
    public IReadOnlyList<Tensor> Targets { get; }

    /// <summary>
    /// For each task where its target is known: 1, elsewhere 0, (N, H, W, 1). Tasks may share a tensor.
    /// </summary>
    public IReadOnlyList<Tensor> Weights { get; }

    /// <summary>Gives the tensors back, once.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Array.ForEach(_rented, _pool.Return);
    }
}
