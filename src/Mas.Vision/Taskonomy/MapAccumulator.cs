namespace Mas.Vision.Taskonomy;

/// <summary>Gathers the range, mean and deviation of a kind of map, one map after the other.</summary>
/// <param name="format">The maps' format.</param>
internal sealed class MapAccumulator(MapFormat format)
{
    private readonly double[] _minimum = [.. Enumerable.Repeat(double.PositiveInfinity, format.Channels)];
    private readonly double[] _maximum = [.. Enumerable.Repeat(double.NegativeInfinity, format.Channels)];
    private readonly double[] _sum = new double[format.Channels];
    private readonly double[] _squares = new double[format.Channels];
    private long _pixels, _counted;
    private int _maps;

    /// <summary>The share of pixels that counted, 0 to 1; null where there were none.</summary>
    public double? Valid => _pixels == 0 ? null : (double)_counted / _pixels;

    /// <summary>Adds one map.</summary>
    /// <param name="values">(height, width, channels), in steps of the file.</param>
    /// <param name="valid">Which pixels count; null: all.</param>
    public void Add(float[] values, bool[]? valid)
    {
        _maps++;
        var step = format.BitDepth == 8 ? 1 / 255.0 : 1;
        for (int i = 0, pixel = 0; i < values.Length; i += format.Channels, pixel++)
        {
            _pixels++;
            if (valid is not null && !valid[pixel])
            {
                continue;
            }

            _counted++;
            for (var c = 0; c < format.Channels; c++)
            {
                var value = values[i + c] * step;
                _minimum[c] = Math.Min(_minimum[c], value);
                _maximum[c] = Math.Max(_maximum[c], value);
                _sum[c] += value;
                _squares[c] += value * value;
            }
        }
    }

    /// <summary>Adds what another has gathered.</summary>
    public void Add(MapAccumulator other)
    {
        _maps += other._maps;
        _pixels += other._pixels;
        _counted += other._counted;
        for (var c = 0; c < format.Channels; c++)
        {
            _minimum[c] = Math.Min(_minimum[c], other._minimum[c]);
            _maximum[c] = Math.Max(_maximum[c], other._maximum[c]);
            _sum[c] += other._sum[c];
            _squares[c] += other._squares[c];
        }
    }

    /// <summary>What was gathered, or null where no pixel counted.</summary>
    public MapSummary? Summarise()
    {
        if (_counted == 0)
        {
            return null;
        }

        double[] mean = [.. _sum.Select(sum => sum / _counted)];
        double[] deviation =
            [.. _squares.Zip(mean, (squares, m) => Math.Sqrt(Math.Max(0, (squares / _counted) - (m * m))))];
        return new MapSummary(format.Folder, _maps, Valid!.Value, _minimum, _maximum, mean, deviation);
    }
}
