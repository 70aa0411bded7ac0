using System.Text.Json.Serialization;

namespace Mas.Federation.Affinities;

/// <summary>The affinity measured in one round.</summary>
/// <param name="Mean">
/// Mean over the clients that probed; row i, column j = Z of i on j, diagonal = self-affinity.
/// </param>
/// <param name="Spread">Standard deviation between those clients, element by element.</param>
/// <param name="Probes">Probes taken, over all clients; at least 1.</param>
public sealed record RoundAffinity(double[][] Mean, double[][] Spread, int Probes)
{
    /// <summary>
    /// What each client measured, sorted by name, so that any other mean can be taken later; null in a journal of a
    /// version that did not tell.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ClientAffinity>? Clients { get; init; }
}
