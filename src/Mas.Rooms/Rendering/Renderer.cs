using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;
using Mas.Rooms.Scenes;

namespace Mas.Rooms.Rendering;

/// <summary>Takes pictures of a scene: samples at the pixels' centres, and the colours a camera stores.</summary>
/// <param name="scene">The building.</param>
/// <param name="canvas">Where to work; what was on it is overwritten.</param>
internal sealed class Renderer(Scene scene, Canvas canvas)
{
    private const double Grey = 0.30;

    // Where in a pixel the four colour samples lie: a turned square, so that edges of either direction soften.
    private static readonly (double X, double Y)[] Offsets =
        [(0.375, 0.125), (0.875, 0.375), (0.625, 0.875), (0.125, 0.625)];

    private readonly Lighting _lighting = new(scene);
    private readonly int _size = canvas.Size;
    private readonly Sample[] _samples = canvas.Samples;
    private readonly (Vector Diffuse, Vector Highlight)[] _light = canvas.Light;

    /// <summary>What the ray through the centre of every pixel sees, row by row, on the canvas.</summary>
    public Sample[] Trace(Camera camera)
    {
        for (var i = 0; i < _samples.Length; i++)
        {
            var ray = camera.Through((i % _size + 0.5) / _size, (i / _size + 0.5) / _size);
            _samples[i] = Sample.Take(scene.World, ray);
        }

        return _samples;
    }

    /// <summary>
    /// The picture of what was traced as 8-bit red, green and blue, row by row: exposed, with the sensor's noise.
    /// </summary>
    public ushort[] Photograph(Camera camera, RandomStream noise)
    {
        // Every other pixel of every other row first, then those between two of them in the row, then the other rows.
        foreach (var (row, column, rows, columns) in new[] { (0, 0, 2, 2), (0, 1, 2, 2), (1, 0, 2, 1) })
        {
            for (var y = row; y < _size; y += rows)
            {
                for (var x = column; x < _size; x += columns)
                {
                    Illuminate(camera, y, x);
                }
            }
        }
        var radiance = canvas.Radiance;
        for (var i = 0; i < _samples.Length; i++)
        {
            radiance[i] = Pixel(camera, i);
        }

        var mean = 0.0;
        foreach (var colour in radiance)
        {
            mean += Math.Min(2, (colour.X + 2 * colour.Y + colour.Z) / 4);
        }

        mean /= radiance.Length;
        // The camera adapts to the light, but not wholly: dark rooms stay darker than bright ones.
        var gain = scene.Style.Balance * (scene.Style.Exposure * Grey / (0.25 * Grey + 0.75 * mean));

        var stored = new ushort[_samples.Length * 3];
        for (var i = 0; i < radiance.Length; i++)
        {
            var colour = radiance[i] * gain;
            stored[3 * i] = Store(colour.X, noise);
            stored[3 * i + 1] = Store(colour.Y, noise);
            stored[3 * i + 2] = Store(colour.Z, noise);
        }
        return stored;
    }

    /// <summary>
    /// Lights a pixel. Shadows that two neighbours on the same part agree on are taken over from them, which spares
    /// most of the rays towards the lights.
    /// </summary>
    private void Illuminate(Camera camera, int row, int column)
    {
        var i = row * _size + column;
        var (part, _, point, surface) = _samples[i];
        var shadows = canvas.Shadows;
        shadows[i] = default;
        if (part is null)
        {
            return;
        }

        var (step, place) = row % 2 == 1 ? (_size, row) : (1, column);
        if (place % 2 == 1 && place < _size - 1 && _samples[i - step].Part == part && _samples[i + step].Part == part)
        {
            shadows[i] = Shadows.Common(shadows[i - step], shadows[i + step]);
        }

        Vector? towardsEye = part.Material.Gloss > 0 ? (camera.Place - point).Unit() : null;
        _light[i] = _lighting.At(point, surface.Normal, towardsEye, ref shadows[i]);
    }

    private Vector Pixel(Camera camera, int index)
    {
        Span<int> near = stackalloc int[9];
        var kinds = Neighbours(index, near);
        if (kinds == 1 && _samples[index].Part is { Material.Texture.IsEven: true })
        {
            return Colour(_samples[index], _light[index]);
        }

        var sum = new Vector(0, 0, 0);
        foreach (var (x, y) in Offsets)
        {
            var ray = camera.Through((index % _size + x) / _size, (index / _size + y) / _size);
            sum += Seen(ray, index, near[..kinds]);
        }
        return sum * 0.25;
    }

    /// <summary>The pixel and those around it that show other parts, one for each part.</summary>
    private int Neighbours(int index, Span<int> near)
    {
        var (row, column) = (index / _size, index % _size);
        near[0] = index;
        var kinds = 1;
        for (var y = Math.Max(0, row - 1); y <= Math.Min(_size - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(_size - 1, column + 1); x++)
            {
                var part = _samples[y * _size + x].Part;
                var known = false;
                for (var i = 0; i < kinds && !known; i++)
                {
                    known = _samples[near[i]].Part == part;
                }

                if (!known)
                {
                    near[kinds++] = y * _size + x;
                }
            }
        }
        return kinds;
    }

    /// <summary>
    /// The colour along a ray through part of a pixel. It can show only what the pixel or a neighbour shows at its
    /// centre, and is lit as there: edges and textures are finer than a pixel, shadows are not.
    /// </summary>
    private Vector Seen(Ray ray, int index, ReadOnlySpan<int> near)
    {
        var nearest = double.PositiveInfinity;
        var shown = -1;
        var sky = false;
        foreach (var candidate in near)
        {
            if (_samples[candidate].Part is not { } part)
            {
                sky = true;
                continue;
            }
            var depth = part.Enter(ray);
            if (depth < nearest)
            {
                (nearest, shown) = (depth, candidate);
            }
        }
        if (shown >= 0)
        {
            return Colour(Sample.On(_samples[shown].Part!, nearest, ray), _light[shown]);
        }

        return sky ? _lighting.Sky(ray.Direction) : Colour(_samples[index], _light[index]);
    }

    private static Vector Colour(in Sample sample, (Vector Diffuse, Vector Highlight) light)
    {
        var material = sample.Part!.Material;
        var colour = material.Texture.At(sample.Surface.U, sample.Surface.V);
        return colour * light.Diffuse + light.Highlight * (material.Gloss * 0.5) + colour * material.Glow;
    }

    private ushort Store(double radiance, RandomStream noise)
    {
        // Rolls off towards white instead of clipping, then the square root as the display's curve.
        var toned = radiance * (1 + radiance * 0.16) / (1 + radiance * 0.6);
        // The sum of four uniform numbers is near enough to a bell, and exact everywhere.
        var bell = noise.NextDouble() + noise.NextDouble() + noise.NextDouble() + noise.NextDouble() - 2;
        var level = 255 * Math.Sqrt(toned) + bell * 1.7320508 * scene.Style.SensorNoise;
        return (ushort)Math.Clamp(Math.Round(level), 0, 255);
    }
}
