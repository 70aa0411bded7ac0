namespace Mas.Federation.Affinities;

/// <summary>What one client measured in one round.</summary>
/// <param name="Matrix">Mean over its probes, the diagonal completed with the self-affinities.</param>
/// <param name="Probes">How many probes it took; at least 1.</param>
public sealed record ClientAffinity(AffinityMatrix Matrix, int Probes);
