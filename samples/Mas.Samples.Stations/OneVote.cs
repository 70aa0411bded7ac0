using Mas.Federation.Aggregation;

namespace Mas.Samples.Stations;

/// <summary>An aggregation rule: one vote per client, however many examples it has.</summary>
internal sealed class OneVote : IAggregationRule
{
    public string Name => "one-vote";

    public string Summary => "the mean of the models, one vote per client";

    public bool NeedsSingleUpdates => true;

    public IAggregation Begin(AggregationTask task) => new Round(new KeptUpdates(task));

    private sealed class Round(KeptUpdates kept) : IAggregation
    {
        public string? Take(SoundUpdate update) => kept.Take(update);

        public AggregatedRound Finish() => kept.Aggregated(
            kept.ValueByValue(values => values.Average()), votes => votes.Average(vote => vote.Value));

        public void Dispose() => kept.Dispose();
    }
}
