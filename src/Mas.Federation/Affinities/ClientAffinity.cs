namespace Mas.Federation.Affinities;

/// <summary>What one client measured in one round.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Matrix">
/// Mean over its probes; row i, column j = Z of i on j, diagonal = self-affinity.
/// </param>
/// <param name="Probes">How many probes it took; at least 1.</param>
public sealed record ClientAffinity(string Client, double[][] Matrix, int Probes)
{
    /// <summary>The largest number, positive or negative, that counts as measured: means of larger ones overflow.</summary>
    public const double Largest = 1e100;

    /// <summary>What is wrong with what a client says it measured, as a sentence; null where it can be used.</summary>
    /// <param name="rows">The matrix; its diagonal is not read.</param>
    /// <param name="probes">How many probes it says it took.</param>
    /// <param name="tasks">How many tasks it was to measure.</param>
    internal static string? Fault(double[][] rows, int probes, int tasks)
    {
        if (probes < 1 || rows.Length != tasks || rows.Any(row => row is null || row.Length != tasks))
        {
            return $"What it measured of the affinities is no matrix of {tasks} tasks.";
        }

        var used = rows.SelectMany((row, i) => row.Where((_, j) => j != i));
        return used.All(value => Math.Abs(value) <= Largest)
            ? null
            : "Of the affinities it measured, one is no number or too large to be one.";
    }
}
