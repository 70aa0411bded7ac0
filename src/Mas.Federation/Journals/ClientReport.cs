using System.Text.Json.Serialization;

namespace Mas.Federation.Journals;

/// <summary>What one client did in a round.</summary>
/// <param name="Client">The client's name; in a simulation, its building.</param>
/// <param name="Samples">Samples it trained on in an epoch, its weight in the average.</param>
/// <param name="Losses">Mean training loss by task letter.</param>
/// <param name="Seconds">Elapsed seconds from order to update.</param>
/// <param name="Fault">Why its update was left out of the average, or null where it counted.</param>
public sealed record ClientReport(
    string Client, int Samples, IReadOnlyDictionary<string, double> Losses, double Seconds, string? Fault)
{
    /// <summary>
    /// The most memory it needed at once, in bytes: models, gradients, momentum and tensors; 0 where that is not known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long MemoryBytes { get; init; }
}
