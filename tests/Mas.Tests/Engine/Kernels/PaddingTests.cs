using Mas.Engine.Kernels;

namespace Mas.Tests.Engine.Kernels;

/// <summary>A picture and its frame of zeros.</summary>
public class PaddingTests
{
    /// <summary>Two lines of three pixels with one channel, one pixel of zeros around.</summary>
    private static readonly float[] _framed =
    [
        0, 0, 0, 0, 0,
        0, 1, 2, 3, 0,
        0, 4, 5, 6, 0,
        0, 0, 0, 0, 0,
    ];

    private static readonly float[] _picture = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void AFrameIsZero()
    {
        var framed = Enumerable.Repeat(float.NaN, 20).ToArray();

        Padding.Add(_picture, 3, 1, 1, framed);

        Assert.Equal(_framed, framed);
    }

    [Fact]
    public void ThePictureComesBackFromItsFrame()
    {
        var picture = Enumerable.Repeat(float.NaN, 6).ToArray();
        Padding.Remove(_framed, 3, 1, 1, picture, accumulate: false);
        Assert.Equal(_picture, picture);

        Padding.Remove(_framed, 3, 1, 1, picture, accumulate: true);
        Assert.Equal([2, 4, 6, 8, 10, 12], picture);
    }
}
