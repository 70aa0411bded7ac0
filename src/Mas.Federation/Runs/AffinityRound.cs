namespace Mas.Federation.Runs;

/// <summary>One round of an affinity file's history.</summary>
/// <param name="Round">The round's number.</param>
/// <param name="Affinity">
/// Mean over its clients; row i, column j = Z of i on j, diagonal = self-affinity. Null where no client measured it.
/// </param>
/// <param name="Probes">Probes taken, over all clients.</param>
public sealed record AffinityRound(int Round, double?[][] Affinity, int Probes);
