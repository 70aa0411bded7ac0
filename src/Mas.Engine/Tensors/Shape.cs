namespace Mas.Engine.Tensors;

/// <summary>
/// The extent of a tensor, always four-dimensional and channels-last: (N, H, W, C). A vector is (1, 1, 1, C), a
/// matrix (1, 1, rows, columns), the weight of a convolution (kernel height, kernel width, inputs, outputs).
/// </summary>
/// <param name="Batch">N, the number of pictures; at least 1.</param>
/// <param name="Height">H, in pixels; at least 1.</param>
/// <param name="Width">W, in pixels; at least 1.</param>
/// <param name="Channels">C; at least 1.</param>
public readonly record struct Shape(int Batch, int Height, int Width, int Channels)
{
    /// <summary>The number of elements.</summary>
    public int Count => checked(Batch * Height * Width * Channels);

    /// <summary>The number of pixels over all pictures: N x H x W.</summary>
    public int Pixels => Batch * Height * Width;

    /// <summary>The shape of a scalar.</summary>
    public static Shape Scalar => new(1, 1, 1, 1);

    /// <summary>The shape of a vector of <paramref name="length"/> elements.</summary>
    public static Shape Vector(int length) => new(1, 1, 1, length);

    /// <inheritdoc/>
    public override string ToString() => $"({Batch}, {Height}, {Width}, {Channels})";
}
