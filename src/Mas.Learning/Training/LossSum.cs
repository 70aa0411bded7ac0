namespace Mas.Learning.Training;

/// <summary>Adds up losses of one task, each weighed by the pixels it was measured on.</summary>
internal struct LossSum
{
    private double _sum;
    private long _pixels;

    /// <summary>The mean over all pixels added so far.</summary>
    internal readonly MeanLoss Mean => new(_sum / Math.Max(_pixels, 1), _pixels);

    /// <summary>Adds a mean; one of no pixels changes nothing.</summary>
    internal void Add(MeanLoss part)
    {
        _sum += part.Value.GetValueOrDefault() * part.Pixels;
        _pixels += part.Pixels;
    }
}
