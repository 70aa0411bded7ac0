namespace Mas.Federation.Affinities;

/// <summary>What one client measured in one round.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Matrix">
/// Mean over its probes; row i, column j = Z of i on j, diagonal = self-affinity.
/// </param>
/// <param name="Probes">How many probes it took; at least 1.</param>
public sealed record ClientAffinity(string Client, double[][] Matrix, int Probes);
