using Mas.Engine.Randomness;

namespace Mas.Federation.Rounds;

/// <summary>
/// Which clients take part in a round: a uniform draw without replacement, from a seed of the run, the stage and the
/// round, so that stages which train side by side draw independently.
/// </summary>
public static class Selection
{
    /// <summary>Draws <paramref name="count"/> of the clients; all of them where there are no more.</summary>
    /// <returns>The drawn names, in the order of <paramref name="clients"/>.</returns>
    public static IReadOnlyList<string> Draw(IReadOnlyList<string> clients, int count, Seed seed)
    {
        var order = Enumerable.Range(0, clients.Count).ToArray();
        seed.Stream().Shuffle(order.AsSpan());
        return [.. order.Take(count).Order().Select(index => clients[index])];
    }
}
