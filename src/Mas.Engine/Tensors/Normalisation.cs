namespace Mas.Engine.Tensors;

/// <summary>
/// What lies between the stored elements of a normalised view and its values: (x - mean) factor + shift, a channel at a
/// time, at least 0 where there is a rectifier. Readers of the view apply it.
/// </summary>
/// <param name="stored">(N, H, W, C): x.</param>
/// <param name="rows">(1, 1, 3, C): mean, factor, shift.</param>
/// <param name="relu">Whether max(., 0) of the result is taken.</param>
internal sealed class Normalisation(Tensor stored, Tensor rows, bool relu)
{
    internal Tensor Stored { get; } = stored;

    internal bool Relu { get; } = relu;

    internal Span<float> Mean => Row(0);

    internal Span<float> Factor => Row(1);

    internal Span<float> Shift => Row(2);

    private Span<float> Row(int index) => rows.Pixels(index, 1);
}
