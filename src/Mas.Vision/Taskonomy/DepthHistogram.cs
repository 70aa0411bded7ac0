using System.Globalization;
using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>Counts the stored values of depth maps, to find maps in another unit; histograms can be added up.</summary>
internal sealed class DepthHistogram
{
    // Values are counted in steps; that is fine enough for a median that is compared with metres.
    private const int Step = 64;
    private const double NearestMedian = 0.25, FarthestMedian = 16;
    private const double MostUnknown = 0.9, FewestZeros = 0.001;

    private readonly long[] _known = new long[(ushort.MaxValue / Step) + 1];
    private long _unknown, _zeros;

    /// <summary>Adds one map, as read.</summary>
    public void Add(PngImage map)
    {
        for (var i = 0; i < map.Samples.Length; i += map.Channels)
        {
            int value = map.Samples[i];
            if (value == MapFormat.UnknownDepth)
            {
                _unknown++;
            }
            else
            {
                _known[value / Step]++;
            }

            if (value == 0)
            {
                _zeros++;
            }
        }
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(DepthHistogram other)
    {
        for (var i = 0; i < _known.Length; i++)
        {
            _known[i] += other._known[i];
        }

        _unknown += other._unknown;
        _zeros += other._zeros;
    }

    /// <summary>Signs that the depth has another unit, or other unknown values, a sentence each.</summary>
    /// <param name="depth">What the data set states about its depth.</param>
    public IEnumerable<string> Doubts(DepthDescription depth)
    {
        var known = _known.Sum();
        if (known + _unknown == 0)
        {
            yield break;
        }

        double unknown = (double)_unknown / (known + _unknown), zeros = (double)_zeros / (known + _unknown);
        string folder = MapFormat.Depth.Folder, file = DatasetDescription.FileName;
        if (unknown > MostUnknown)
        {
            yield return $"{Percent(unknown)} of the values in {folder} are unknown ({depth.Unknowns}). If their unit "
                + $"is not 1/{DepthDescription.CountsPerMetre} m, state depth.scale and depth.unknown in {file}.";
        }

        if (zeros > FewestZeros && !depth.IsUnknown(0))
        {
            yield return $"{Percent(zeros)} of the values in {folder} are 0. If 0 means unknown, list it under "
                + $"depth.unknown in {file}.";
        }

        var median = Median(known) * depth.Scale / DepthDescription.CountsPerMetre;
        if (known > 0 && median is < NearestMedian or > FarthestMedian)
        {
            var metres = median.ToString("0.###", CultureInfo.InvariantCulture);
            yield return $"Half of the known values in {folder} are below {metres} m, if depth.scale is {depth.Scale}. "
                + $"If the unit is another, state depth.scale in {file}: {DepthDescription.CountsPerMetre} times the metres per stored "
                + "unit.";
        }
    }

    private double Median(long known)
    {
        long below = 0;
        var bin = 0;
        while (bin < _known.Length - 1 && below + _known[bin] <= known / 2)
        {
            below += _known[bin++];
        }

        return (bin + 0.5) * Step;
    }

    private static string Percent(double share) =>
        (share * 100).ToString(share < 0.01 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";
}
