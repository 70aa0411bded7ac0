namespace Mas.Federation.Aggregation;

/// <summary>
/// The coordinate-wise median of the clients' updates, of weights and running statistics alike (Yin et al., ICML 2018):
/// fewer than half of the clients cannot bend it, however far they go. Samples do not count. Of an even number of
/// updates it is the mean of the two in the middle. Of a decoder, the clients without labels of its task have no say. It
/// takes the memory of all updates of a round at once.
/// </summary>
public sealed class Median : IAggregationRule
{
    /// <inheritdoc/>
    public string Name => "median";

    /// <inheritdoc/>
    public string Summary => "the median of the models, value by value, which a minority of clients cannot distort";

    /// <inheritdoc/>
    public string Story =>
        "The model of the next round is the median of the models sent back, value by value; the number of examples of "
        + "a client does not count.";

    /// <inheritdoc/>
    public bool NeedsSingleUpdates => true;

    /// <inheritdoc/>
    public IAggregation Begin(AggregationTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Aggregation(task);
    }

    /// <summary>The median of values, which are sorted on the way.</summary>
    /// <param name="values">The values; at least one.</param>
    private static double Of(double[] values)
    {
        Array.Sort(values);
        var upper = values.Length / 2;
        return values.Length % 2 == 1 ? values[upper] : (values[upper - 1] + values[upper]) / 2;
    }

    private sealed class Aggregation(AggregationTask task) : IAggregation
    {
        private readonly KeptUpdates _kept = new(task);

        public string? Take(SoundUpdate update) => _kept.Take(update);

        public AggregatedRound Finish() =>
            _kept.Aggregated(_kept.ValueByValue(Of), votes => Of([.. votes.Select(vote => vote.Value)]));

        public void Dispose() => _kept.Dispose();
    }
}
