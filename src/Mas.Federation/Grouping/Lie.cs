using Mas.Engine.Randomness;
using Mas.Federation.Affinities;

namespace Mas.Federation.Grouping;

/// <summary>Something a client can report instead of the affinities it measured.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Tell">
/// The matrix told, from what was measured, the round's number, and the group each task should be made to end in.
/// </param>
internal sealed record Lie(string Name, Func<ClientAffinity, int, int[], double?[][]> Tell)
{
    private const double Huge = 1000;

    /// <summary>Every lie, the clumsiest first.</summary>
    internal static IReadOnlyList<Lie> All { get; } =
    [
        new("huge numbers", (honest, round, _) =>
        {
            var stream = new Seed(0).Derive(honest.Client).Derive(round).Stream();
            return Each(honest, (_, _) => Huge * ((2 * stream.NextDouble()) - 1));
        }),
        new("flipped signs", (honest, _, _) => Each(honest, (i, j) => -honest.Matrix[i][j])),
        new("all for one split", (honest, _, groupOf) => Each(honest, (i, j) => groupOf[i] == groupOf[j] ? 1 : -1)),
        new("the same, quietly", (honest, _, groupOf) =>
        {
            var measured = AffinityMatrix.FromRows(honest.Matrix).OffDiagonal();
            var size = Math.Sqrt(measured.Average(value => value * value) ?? 0);
            return Each(honest, (i, j) => groupOf[i] == groupOf[j] ? size : -size);
        }),
    ];

    private static double?[][] Each(ClientAffinity honest, Func<int, int, double?> element)
    {
        var tasks = Enumerable.Range(0, honest.Matrix.Length);
        var rows = tasks.Select(i => tasks.Select(j => element(i, j)).ToArray()).ToArray();
        return AffinityMatrix.FromMeasurements(rows).ToRows();
    }
}
