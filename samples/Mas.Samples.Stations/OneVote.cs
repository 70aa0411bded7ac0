using Mas.Federation.Aggregation;

namespace Mas.Samples.Stations;

/// <summary>An aggregation rule: one vote per client, however many examples it has.</summary>
internal sealed class OneVote : IAggregationRule
{
    public string Name => "one-vote";

    public string Summary => "the mean of the models, one vote per client";

    public bool NeedsSingleUpdates => false;

    public IAggregation Begin(AggregationTask task) => new Round(new KeptUpdates(task));

    private sealed class Round(KeptUpdates kept) : IAggregation
    {
        public string? Take(SoundUpdate update) => kept.Take(update);

        public AggregatedRound Finish()
        {
            var models = kept.InOrder.Select(each => each.Sent.Look(weights => weights.Clone())).ToArray();
            for (var at = 0; at < models[0].Values.Length; at++)
            {
                models[0].Values[at] = models.Average(model => model.Values[at]);
            }

            return kept.Aggregated(models[0], votes => votes.Average(vote => vote.Value));
        }

        public void Dispose() => kept.Dispose();
    }
}
