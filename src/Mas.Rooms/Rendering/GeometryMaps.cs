using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;

namespace Mas.Rooms.Rendering;

/// <summary>The maps that follow from the geometry alone, from the samples at the pixels' centres.</summary>
internal static class GeometryMaps
{
    /// <summary>Stored depth of what has none: the sky.</summary>
    public const ushort NoDepth = 65535;

    /// <summary>Stored depths below this are valid: 16 m.</summary>
    public const int DepthLimit = 8192;

    /// <summary>Stored depth counts in a metre.</summary>
    public const double DepthPerMetre = 512;

    /// <summary>The stored curvature of a flat surface, as in Taskonomy.</summary>
    public const int Flat = 127;

    /// <summary>Stored curvature counts in one 1/m: the range is -10/m to 10/m.</summary>
    public const double CurvatureScale = 12.7;

    /// <summary>Stored occlusion edge of the largest jump there is.</summary>
    public const double OcclusionScale = 32767;

    private const double ReshadingReach = 4;

    /// <summary>Class ids, 0 to 17; the sky belongs to the window it is seen through.</summary>
    public static ushort[] Semantic(Sample[] samples) =>
        Each(samples, sample => (ushort)(sample.Part?.Kind ?? ObjectClass.Window));

    /// <summary>z-depth in 1/512 m, 65535 where there is none within 16 m.</summary>
    public static ushort[] Depth(Sample[] samples) => Each(samples, StoredDepth);

    /// <summary>255 where depth is valid, else 0.</summary>
    public static ushort[] Mask(Sample[] samples) => Each(samples, sample => (ushort)(IsValid(sample) ? 255 : 0));

    /// <summary>Unit normals in the camera's axes (<see cref="Camera.Seen"/>) as (n + 1) / 2.</summary>
    public static ushort[] Normals(Sample[] samples, Camera camera)
    {
        var stored = new ushort[samples.Length * 3];
        for (var i = 0; i < samples.Length; i++)
        {
            var normal = IsValid(samples[i]) ? camera.Seen(samples[i].Surface.Normal) : new(0, 0, 0);
            stored[3 * i] = Byte((normal.X + 1) * 127.5);
            stored[3 * i + 1] = Byte((normal.Y + 1) * 127.5);
            stored[3 * i + 2] = Byte((normal.Z + 1) * 127.5);
        }
        return stored;
    }

    /// <summary>Both principal curvatures k, the larger first, as 127 + 12.7 k; the third channel is 127.</summary>
    public static ushort[] Curvature(Sample[] samples)
    {
        var stored = new ushort[samples.Length * 3];
        for (var i = 0; i < samples.Length; i++)
        {
            var surface = IsValid(samples[i]) ? samples[i].Surface : default;
            stored[3 * i] = Byte(Flat + CurvatureScale * surface.First);
            stored[3 * i + 1] = Byte(Flat + CurvatureScale * surface.Second);
            stored[3 * i + 2] = Flat;
        }
        return stored;
    }

    /// <summary>
    /// The scene in white plaster, lit by a lamp at the camera: cosine of the angle to the line of sight, times
    /// 1 / (1 + (distance / 4 m)^2); three equal channels.
    /// </summary>
    public static ushort[] Reshading(Sample[] samples, Camera camera)
    {
        var stored = new ushort[samples.Length * 3];
        for (var i = 0; i < samples.Length; i++)
        {
            if (!IsValid(samples[i]))
            {
                continue;
            }

            var way = camera.Place - samples[i].Point;
            var distance = way.Length;
            var cosine = Vector.Dot(way, samples[i].Surface.Normal) / distance;
            var far = distance / ReshadingReach;
            stored.AsSpan(3 * i, 3).Fill(Byte(255 * cosine / (1 + far * far)));
        }
        return stored;
    }

    /// <summary>
    /// Jumps of depth. Along a row or column the inverse depth of a plane is a straight line, so its second
    /// difference, times the nearest of the three depths, is 0 on any plane, small at a crease, and up to 2 where
    /// one thing hides another. What a crease can explain is taken off; the larger of both directions counts.
    /// </summary>
    /// <param name="samples">One sample a pixel, row by row.</param>
    /// <param name="size">Pixels a side.</param>
    /// <param name="crease">What is taken off.</param>
    public static ushort[] OcclusionEdges(Sample[] samples, int size, double crease)
    {
        var stored = new ushort[samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            var (row, column) = (i / size, i % size);
            var across = column > 0 && column < size - 1 ? Jump(i, 1) : 0;
            var down = row > 0 && row < size - 1 ? Jump(i, size) : 0;
            stored[i] = (ushort)Math.Round(OcclusionScale * Math.Max(0, Math.Max(across, down) - crease));
        }
        return stored;

        double Jump(int i, int step)
        {
            var (before, here, after) = (Inverse(i - step), Inverse(i), Inverse(i + step));
            var nearest = Math.Max(here, Math.Max(before, after));
            return nearest == 0 ? 0 : Math.Abs(before + after - 2 * here) / nearest;
        }

        double Inverse(int i) => samples[i].Part is null ? 0 : 1 / samples[i].Depth;
    }

    private static bool IsValid(Sample sample) => StoredDepth(sample) < DepthLimit;

    private static ushort StoredDepth(Sample sample)
    {
        var counts = sample.Depth * DepthPerMetre;
        return counts < DepthLimit - 0.5 ? (ushort)Math.Round(counts) : NoDepth;
    }

    private static ushort Byte(double value) => (ushort)Math.Clamp(Math.Round(value), 0, 255);

    private static ushort[] Each(Sample[] samples, Converter<Sample, ushort> value) => Array.ConvertAll(samples, value);
}
