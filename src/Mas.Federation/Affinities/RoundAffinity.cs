using System.Text.Json.Serialization;

namespace Mas.Federation.Affinities;

/// <summary>The affinity measured in one round.</summary>
/// <param name="Mean">
/// Element by element the mean over the clients that measured it; row i, column j = Z of i on j, diagonal =
/// self-affinity. Null where no client did.
/// </param>
/// <param name="Spread">
/// Standard deviation between those clients, element by element; null where fewer than two measured it.
/// </param>
/// <param name="Probes">Probes taken, over all clients; at least 1.</param>
public sealed record RoundAffinity(double?[][] Mean, double?[][] Spread, int Probes)
{
    /// <summary>
    /// What each client measured, sorted by name, so that any other mean can be taken later; null in a journal of a
    /// version that did not tell.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ClientAffinity>? Clients { get; init; }
}
