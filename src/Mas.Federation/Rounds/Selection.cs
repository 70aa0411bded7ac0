using Mas.Engine.Randomness;

namespace Mas.Federation.Rounds;

/// <summary>
/// Which clients take part in a round: a uniform draw without replacement, from a seed of the run, the stage and the
/// round, so that stages which train side by side draw independently.
/// </summary>
internal static class Selection
{
    /// <summary>Draws <paramref name="count"/> of the clients; all of them where there are no more.</summary>
    /// <returns>The drawn names, in the order of <paramref name="clients"/>.</returns>
    public static IReadOnlyList<string> Draw(IReadOnlyList<string> clients, int count, Seed seed) =>
        [.. Shuffled(clients.Count, seed).Take(count).Order().Select(index => clients[index])];

    /// <summary>
    /// The next <paramref name="reserves"/> behind those that <see cref="Draw"/> draws: drawn without touching the draw,
    /// so that a round which needs none is the round that has none.
    /// </summary>
    /// <returns>The names in the order in which they were drawn.</returns>
    public static IReadOnlyList<string> Reserves(IReadOnlyList<string> clients, int count, int reserves, Seed seed) =>
        [.. Shuffled(clients.Count, seed).Skip(count).Take(reserves).Select(index => clients[index])];

    private static int[] Shuffled(int count, Seed seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        seed.Stream().Shuffle(order.AsSpan());
        return order;
    }
}
