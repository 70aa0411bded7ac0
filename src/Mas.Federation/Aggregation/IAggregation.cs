namespace Mas.Federation.Aggregation;

/// <summary>The updates of one round on their way to a model. It is asked by one thread at a time.</summary>
public interface IAggregation : IDisposable
{
    /// <summary>Takes an update, which is this one's to dispose of from then on.</summary>
    /// <param name="update">The update, of the model's layout, finite, one a client.</param>
    /// <returns>Null, or why it does not count, as a sentence; then it stays the caller's.</returns>
    string? Take(SoundUpdate update);

    /// <summary>
    /// Lets go of updates that do not count once they are seen beside the others. Asked once all that are wanted have
    /// been taken, again after those that came in their place, and once no more will come; default none.
    /// </summary>
    /// <returns>By client, why its update does not count, as a sentence.</returns>
    IReadOnlyDictionary<string, string> Withdraw() => new Dictionary<string, string>();

    /// <summary>
    /// What the round comes to. It is the same to the bit in whichever order the updates were taken. No update may be
    /// taken afterwards.
    /// </summary>
    /// <exception cref="InvalidOperationException">No update has been taken.</exception>
    /// <exception cref="IOException">Weights cannot be read.</exception>
    AggregatedRound Finish();
}
