namespace Mas.Vision.Packing;

/// <summary>
/// How one axis of a map is resized: every new sample is a weighted mean of neighbouring old ones. Shrinking takes
/// the mean over the area that the new sample covers, enlarging interpolates linearly between pixel centers.
/// </summary>
internal sealed class Resampling
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <summary>Prepares an axis.</summary>
    /// <param name="from">Old samples along the axis.</param>
    /// <param name="to">New samples along the axis.</param>
    public Resampling(int from, int to)
    {
        (From, To) = (from, to);
        _first = new int[to];
        _weights = new float[to][];
        Nearest = new int[to];
        var scale = (double)from / to;
        for (var i = 0; i < to; i++)
        {
            // The sample that holds the new center; of two that meet there, the right one. Integers: always the same.
            Nearest[i] = Math.Min(from - 1, (int)(((2L * i) + 1) * from / (2L * to)));
            if (from >= to)
            {
                Cover(i, i * scale, (i + 1) * scale);
            }
            else
            {
                Interpolate(i, ((i + 0.5) * scale) - 0.5);
            }
        }
    }

    /// <summary>Old samples.</summary>
    public int From { get; }

    /// <summary>New samples.</summary>
    public int To { get; }

    /// <summary>The old sample nearest to each new one.</summary>
    public int[] Nearest { get; }

    /// <summary>Resizes both axes of a map, whose rows are read one after another.</summary>
    /// <param name="columns">How columns are resized.</param>
    /// <param name="rows">How rows are resized.</param>
    /// <param name="channels">Samples per position.</param>
    /// <param name="read">Writes a row of the map, (columns.From, channels).</param>
    /// <returns>(rows.To, columns.To, channels).</returns>
    public static float[] Resize(Resampling columns, Resampling rows, int channels, Action<int, Span<float>> read)
    {
        var (wide, narrow) = (new float[columns.From * channels], new float[columns.To * channels]);
        var resized = new float[rows.To * narrow.Length];
        for (int y = 0, next = 0; y < rows.From; y++)
        {
            read(y, wide);
            columns.Narrow(wide, channels, narrow);
            while (next < rows.To && rows.First(next) + rows.Weights(next).Length <= y)
            {
                next++;
            }

            for (var to = next; to < rows.To && rows.First(to) <= y; to++)
            {
                var weight = rows.Weights(to)[y - rows.First(to)];
                var row = resized.AsSpan(to * narrow.Length, narrow.Length);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] += weight * narrow[x];
                }
            }
        }

        return resized;
    }

    /// <summary>The first old sample that a new one is made of.</summary>
    public int First(int to) => _first[to];

    /// <summary>The weights of the old samples from <see cref="First"/> on; they add up to 1.</summary>
    public ReadOnlySpan<float> Weights(int to) => _weights[to];

    private void Narrow(ReadOnlySpan<float> wide, int channels, Span<float> narrow)
    {
        narrow.Clear();
        for (var x = 0; x < To; x++)
        {
            var (source, target) = (First(x) * channels, x * channels);
            foreach (var weight in Weights(x))
            {
                for (var c = 0; c < channels; c++)
                {
                    narrow[target + c] += weight * wide[source++];
                }
            }
        }
    }

    private void Cover(int to, double begin, double end)
    {
        int first = (int)Math.Floor(begin + 1e-9), last = Math.Min(From, (int)Math.Ceiling(end - 1e-9));
        _first[to] = first;
        _weights[to] = new float[last - first];
        for (var i = first; i < last; i++)
        {
            _weights[to][i - first] = (float)((Math.Min(end, i + 1) - Math.Max(begin, i)) / (end - begin));
        }
    }

    private void Interpolate(int to, double center)
    {
        var left = (int)Math.Floor(center);
        var right = (float)(center - left);
        (_first[to], _weights[to]) =
            left < 0 ? (0, [1f]) : left >= From - 1 ? (From - 1, [1f]) : (left, new[] { 1 - right, right });
    }
}
