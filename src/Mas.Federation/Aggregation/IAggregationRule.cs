namespace Mas.Federation.Aggregation;

/// <summary>
/// How the updates of a round become the next global model. Immutable and thread-safe: what is kept of a round is the
/// <see cref="IAggregation"/> of it.
/// </summary>
/// <example>
/// A rule that takes the first update of those that arrived, by the client's name:
/// <code>
/// public sealed class FirstByName : IAggregationRule
/// {
///     public string Name => "first";
///     public string Summary => "the model of one client";
///     public string Story => "The model of the first client by name is the model of the next round.";
///     public bool NeedsSingleUpdates => true;
///     public IAggregation Begin(AggregationTask task) => new Round(task);
///
///     private sealed class Round(AggregationTask task) : IAggregation
///     {
///         private readonly KeptUpdates _kept = new(task);
///         public string? Take(SoundUpdate update) => _kept.Take(update);
///         public AggregatedRound Finish() => _kept.Aggregated(
///             _kept.InOrder[0].Sent.Look(weights => weights.Clone()), votes => votes[0].Value);
///         public void Dispose() => _kept.Dispose();
///     }
/// }
/// </code>
/// </example>
public interface IAggregationRule
{
    /// <summary>The name in options and files: lower-case letters, digits and dashes, unique in a catalogue.</summary>
    string Name { get; }

    /// <summary>What the next model is, in half a sentence without a capital or a stop.</summary>
    string Summary { get; }

    /// <summary>What becomes of what clients send back, as a sentence of a report. Default made of the summary.</summary>
    string Story => $"The model of the next round is {Summary}.";

    /// <summary>
    /// Whether it must see single updates. A rule that does not could be given sums of them, which hide what each
    /// client sent.
    /// </summary>
    bool NeedsSingleUpdates { get; }

    /// <summary>Begins a round.</summary>
    /// <param name="task">What the round begins with.</param>
    IAggregation Begin(AggregationTask task);
}
