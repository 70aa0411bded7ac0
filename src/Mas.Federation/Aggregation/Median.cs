using Mas.Engine.Parameters;

namespace Mas.Federation.Aggregation;

/// <summary>
/// The coordinate-wise median of the clients' updates, of weights and running statistics alike (Yin et al., ICML 2018):
/// fewer than half of the clients cannot bend it, however far they go. Samples do not count. Of an even number of
/// updates it is the mean of the two in the middle. It takes the memory of all updates of a round at once.
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
    private static double Of(Span<double> values)
    {
        values.Sort();
        var upper = values.Length / 2;
        return values.Length % 2 == 1 ? values[upper] : (values[upper - 1] + values[upper]) / 2;
    }

    private sealed class Aggregation(AggregationTask task) : IAggregation
    {
        private readonly KeptUpdates _kept = new(task);

        public string? Take(SoundUpdate update) => _kept.Take(update);

        public AggregatedRound Finish()
        {
            var models = _kept.InOrder
                .Select(each => each.Sent.Look(weights => weights.Values.ToArray())).ToArray();
            if (models.Length == 0)
            {
                throw new InvalidOperationException("There is no update to aggregate.");
            }

            var median = new NamedTensors(task.Model.Layout);
            var values = median.Values;
            var column = new double[models.Length];
            for (var index = 0; index < values.Length; index++)
            {
                for (var model = 0; model < models.Length; model++)
                {
                    column[model] = models[model][index];
                }

                values[index] = (float)Of(column);
            }

            return _kept.Aggregated(median, votes => Of([.. votes.Select(vote => vote.Value)]));
        }

        public void Dispose() => _kept.Dispose();
    }
}
