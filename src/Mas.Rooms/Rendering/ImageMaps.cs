namespace Mas.Rooms.Rendering;

/// <summary>The maps that follow from the stored picture alone: they can be recomputed from its file.</summary>
internal static class ImageMaps
{
    /// <summary>Stored counts of a texture edge in one step of brightness a pixel.</summary>
    public const double EdgeScale = 256;

    /// <summary>Stored counts of a keypoint in one step of brightness a square pixel.</summary>
    public const double KeypointScale = 256;

    /// <summary>
    /// The length of the brightness gradient (central differences of the picture smoothed by 1 2 1), 256 counts for
    /// one step a pixel.
    /// </summary>
    public static ushort[] TextureEdges(ushort[] rgb, int size)
    {
        var smooth = Smooth(Brightness(rgb), size, 1);
        return Each(size, (row, column) =>
        {
            double At(int y, int x) => smooth[Inside(row + y, size) * size + Inside(column + x, size)];
            var (across, down) = ((At(0, 1) - At(0, -1)) / 2, (At(1, 0) - At(-1, 0)) / 2);
            return EdgeScale * Math.Sqrt(across * across + down * down);
        });
    }

    /// <summary>
    /// Corners and blobs: the square root of the determinant of the Hessian of the smoothed brightness (as SURF
    /// measures, Bay et al., ECCV 2006) where it is positive, else 0; 256 counts for one step a square pixel.
    /// </summary>
    public static ushort[] Keypoints(ushort[] rgb, int size)
    {
        var smooth = Smooth(Brightness(rgb), size, 3);
        return Each(size, (row, column) =>
        {
            double At(int y, int x) => smooth[Inside(row + y, size) * size + Inside(column + x, size)];
            var across = At(0, 1) + At(0, -1) - 2 * At(0, 0);
            var down = At(1, 0) + At(-1, 0) - 2 * At(0, 0);
            var mixed = (At(1, 1) + At(-1, -1) - At(1, -1) - At(-1, 1)) / 4;
            return KeypointScale * Math.Sqrt(Math.Max(0, across * down - mixed * mixed));
        });
    }

    private static double[] Brightness(ushort[] rgb)
    {
        var brightness = new double[rgb.Length / 3];
        for (var i = 0; i < brightness.Length; i++)
        {
            brightness[i] = (rgb[3 * i] + 2 * rgb[3 * i + 1] + rgb[3 * i + 2]) / 4.0;
        }

        return brightness;
    }

    /// <summary>Smooths by 1 2 1 along rows and columns, a number of times; the border is repeated outwards.</summary>
    private static double[] Smooth(double[] values, int size, int times)
    {
        for (var pass = 0; pass < 2 * times; pass++)
        {
            var source = values;
            var isRow = pass % 2 == 0;
            var target = new double[source.Length];
            for (var i = 0; i < target.Length; i++)
            {
                var (row, column) = (i / size, i % size);
                var before = isRow ? row * size + Inside(column - 1, size) : Inside(row - 1, size) * size + column;
                var after = isRow ? row * size + Inside(column + 1, size) : Inside(row + 1, size) * size + column;
                target[i] = (source[before] + 2 * source[i] + source[after]) / 4;
            }
            values = target;
        }
        return values;
    }

    private static ushort[] Each(int size, Func<int, int, double> value)
    {
        var stored = new ushort[size * size];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = (ushort)Math.Min(65535, Math.Round(value(i / size, i % size)));
        }

        return stored;
    }

    private static int Inside(int position, int size) => Math.Clamp(position, 0, size - 1);
}
