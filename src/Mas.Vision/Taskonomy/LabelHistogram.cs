using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>Counts the pixels of each class in label maps; histograms can be added up.</summary>
internal sealed class LabelHistogram
{
    // By learned class: 0 is unlabelled.
    private readonly long[] _pixels = new long[MapFormat.MaxClass + 1];
    private int _maps;

    /// <summary>Adds one map, of learned classes.</summary>
    public void Add(PngImage map)
    {
        _maps++;
        for (var i = 0; i < map.Samples.Length; i += map.Channels)
        {
            _pixels[map.Samples[i]]++;
        }
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(LabelHistogram other)
    {
        _maps += other._maps;
        for (var i = 0; i < _pixels.Length; i++)
        {
            _pixels[i] += other._pixels[i];
        }
    }

    /// <summary>What was counted, or null where there was no map.</summary>
    /// <param name="description">The data set's, which names the classes.</param>
    public ClassSummary? Summarise(DatasetDescription description)
    {
        if (_maps == 0)
        {
            return null;
        }

        long all = _pixels.Sum(), labelled = all - _pixels[0];
        return new ClassSummary(_maps, (double)labelled / all,
        [
            .. Enumerable.Range(1, MapFormat.MaxClass).Where(learned => _pixels[learned] > 0)
                .Select(learned => new ClassShare(
                    description.StoredId(learned), description.ClassName(learned),
                    (double)_pixels[learned] / labelled)),
        ]);
    }
}
