using Mas.Federation.Affinities;

namespace Mas.Federation.Aggregation;

/// <summary>
/// An update that could count: its values and losses are finite, its running variances not negative.
/// </summary>
/// <param name="Sent">What the client sent.</param>
/// <param name="Length">How far it leads away from the model of the round.</param>
/// <param name="Affinity">
/// What the client measured; null where that is nothing, or nothing that can be believed.
/// </param>
public sealed record SoundUpdate(SentUpdate Sent, UpdateLength Length, ClientAffinity? Affinity)
{
    /// <summary>The same of the encoder, then of each task's decoder; empty (default) where that is not known.</summary>
    public IReadOnlyList<UpdateLength> Parts { get; init; } = [];
}
