namespace Mas.Vision.Models;

/// <summary>The channel counts of a dense head.</summary>
/// <param name="Wide">After the first separable convolution and the first doubling.</param>
/// <param name="Middle">
/// After the second separable convolution, at an eighth to a quarter of the picture's size.
/// </param>
/// <param name="Narrow">From half the picture's size on.</param>
/// <param name="Side">Of the side path.</param>
public sealed record DenseHeadOptions(int Wide, int Middle, int Narrow, int Side)
{
    /// <summary>The head of MAS: 115,808 parameters with one output.</summary>
    public static DenseHeadOptions Standard { get; } = new(96, 64, 32, 16);
}
