using Mas.Engine.Kernels;
using Mas.Engine.Memory;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// The windows of one picture in bands of rows, all using one rented matrix in turn; foreach gives it back at the end.
/// </summary>
internal ref struct PatchBands
{
    private readonly TensorPool _pool;
    private readonly PatchGeometry _geometry;
    private readonly Tensor _patches;

    internal PatchBands(TensorPool pool, PatchGeometry geometry)
    {
        _pool = pool;
        _geometry = geometry;
        _patches = pool.Rent(new Shape(geometry.BandRows, geometry.OutputWidth, 1, geometry.PatchLength));
    }

    /// <summary>First row of windows.</summary>
    internal int From { get; private set; }

    /// <summary>Row of windows after the last.</summary>
    internal int To { get; private set; }

    /// <summary>Windows in the band.</summary>
    internal readonly int Pixels => (To - From) * _geometry.OutputWidth;

    /// <summary>(<see cref="Pixels"/>, patch length).</summary>
    internal readonly Span<float> Patches => _patches.Values[..(Pixels * _geometry.PatchLength)];

    public readonly PatchBands Current => this;

    public readonly PatchBands GetEnumerator() => this;

    public bool MoveNext()
    {
        From = To;
        To = Math.Min(From + _geometry.BandRows, _geometry.OutputHeight);
        return From < To;
    }

    public readonly void Dispose() => _pool.Return(_patches);

    /// <summary>The band's pixels of picture <paramref name="picture"/> of a tensor with a pixel a window.</summary>
    internal readonly Span<float> Of(Tensor tensor, int picture) => tensor.Picture(picture).Slice(
        From * _geometry.OutputWidth * tensor.Shape.Channels, Pixels * tensor.Shape.Channels);
}
