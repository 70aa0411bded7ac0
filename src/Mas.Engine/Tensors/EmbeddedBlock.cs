namespace Mas.Engine.Tensors;

/// <summary>Neighbouring channels that mark categories, and the vector of each category.</summary>
/// <param name="First">The first of the channels, counted from 0.</param>
/// <param name="Vectors">(1, 1, categories, width): a vector per channel.</param>
public readonly record struct EmbeddedBlock(int First, Tensor Vectors)
{
    /// <summary>The channels.</summary>
    public int Categories => Vectors.Shape.Width;

    /// <summary>The channels that the vectors make of them.</summary>
    public int Width => Vectors.Shape.Channels;

    /// <summary>The channel after the last.</summary>
    public int End => First + Categories;
}
