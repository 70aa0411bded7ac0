using Mas.Learning;

namespace Mas.Federation.Affinities;

/// <summary>What one client measured in one round.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Matrix">
/// Mean over those of its probes that measured a pair; row i, column j = Z of i on j, diagonal = self-affinity. Null
/// where no probe measured it: where the batches had no valid pixel of one of the two tasks.
/// </param>
/// <param name="Probes">How many probes it took; at least 1.</param>
public sealed record ClientAffinity(string Client, double?[][] Matrix, int Probes)
{
    /// <summary>The largest number, positive or negative, that counts as measured: means of larger ones overflow.</summary>
    public const double Largest = 1e100;

    /// <summary>What is wrong with what a client says it measured, as a sentence; null where it can be used.</summary>
    /// <param name="rows">The matrix, null where it measured nothing; its diagonal is not read.</param>
    /// <param name="probes">How many probes it says it took.</param>
    /// <param name="tasks">How many tasks it was to measure.</param>
    internal static string? Fault(double?[][] rows, int probes, int tasks)
    {
        if (probes < 1 || rows.Length != tasks || rows.Any(row => row is null || row.Length != tasks))
        {
            return $"Its affinities are not a matrix of {Plural.Of(tasks, "row")} and as many columns, one per task.";
        }

        var used = rows.SelectMany((row, i) => row.Where((_, j) => j != i));
        return used.All(value => value is null || Math.Abs(value.Value) <= Largest)
            ? null
            : "One of its affinities is not finite, or larger than any that can be measured.";
    }
}
