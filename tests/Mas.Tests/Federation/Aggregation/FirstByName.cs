using Mas.Federation.Aggregation;

namespace Mas.Tests.Federation.Aggregation;

/// <summary>The rule that the documentation of <see cref="IAggregationRule"/> shows.</summary>
internal sealed class FirstByName : IAggregationRule
{
    public string Name => "first";

    public string Summary => "the model of one client";

    public string Story => "The model of the first client by name is the model of the next round.";

    public bool NeedsSingleUpdates => true;

    public IAggregation Begin(AggregationTask task) => new Round(task);

    private sealed class Round(AggregationTask task) : IAggregation
    {
        private readonly KeptUpdates _kept = new(task);

        public string? Take(SoundUpdate update) => _kept.Take(update);

        public AggregatedRound Finish() => _kept.Aggregated(
            _kept.InOrder[0].Sent.Look(weights => weights.Clone()), votes => votes[0].Value);

        public void Dispose() => _kept.Dispose();
    }
}
