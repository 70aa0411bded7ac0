namespace Mas.Vision.Pictures;

/// <summary>The colors that maps are drawn with: red, green and blue, 0..255.</summary>
internal static class Palette
{
    // Far apart in hue and lightness; unlabelled is dark, so that what is labelled stands out.
    private static readonly (byte R, byte G, byte B)[] Classes =
    [
        (32, 32, 36), (174, 199, 232), (152, 112, 72), (240, 240, 230), (214, 39, 40), (23, 190, 207),
        (255, 127, 14), (44, 160, 44), (148, 103, 189), (227, 119, 194), (188, 189, 34), (255, 221, 85),
        (31, 119, 180), (127, 127, 127), (152, 223, 138), (255, 152, 150), (107, 76, 154), (0, 100, 80),
    ];

    // Viridis (Smith and van der Walt, 2015) as polynomials of degree six: evenly rising lightness, safe for the
    // color-blind.
    private static readonly double[] Red =
        [0.27772733, 0.10509304, -0.33086183, -4.63423050, 6.22826994, 4.77638500, -5.43545586];

    private static readonly double[] Green =
        [0.00540734, 1.40461353, 0.21484756, -5.79910097, 14.17993337, -13.74514538, 4.64585261];

    private static readonly double[] Blue =
        [0.33409981, 1.38459016, 0.09509516, -19.33244096, 56.69055260, -65.35303263, 26.31243525];

    /// <summary>The color of a class.</summary>
    /// <param name="id">The class id, 0 (unlabelled) to 17.</param>
    public static (byte R, byte G, byte B) Class(int id) => Classes[Math.Clamp(id, 0, Classes.Length - 1)];

    /// <summary>A color for an ordered quantity: dark violet, blue, green, bright yellow.</summary>
    /// <param name="position">0 (least) to 1 (most).</param>
    public static (byte R, byte G, byte B) Ordered(float position)
    {
        double t = float.IsNaN(position) ? 0 : Math.Clamp(position, 0f, 1f);
        return (Channel(Red, t), Channel(Green, t), Channel(Blue, t));
    }

    private static byte Channel(double[] polynomial, double t)
    {
        double sum = 0;
        for (var i = polynomial.Length - 1; i >= 0; i--)
        {
            sum = (sum * t) + polynomial[i];
        }

        return (byte)Math.Clamp(Math.Round(sum * 255), 0, 255);
    }
}
