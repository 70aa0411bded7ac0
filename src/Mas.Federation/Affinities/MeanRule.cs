using System.Text.Json.Serialization;

namespace Mas.Federation.Affinities;

/// <summary>How what clients measured in several rounds becomes one matrix.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MeanRule>))]
public enum MeanRule
{
    /// <summary>The mean over the rounds of the mean over each round's clients: the paper's.</summary>
    [JsonStringEnumMemberName("plain")]
    Plain,

    /// <summary>
    /// Every client's own mean over its rounds, one vote a client however often it was drawn; then, element by element,
    /// the mean of the votes without the largest and the smallest (<see cref="TrimmedMean"/>).
    /// </summary>
    [JsonStringEnumMemberName("trimmed")]
    Trimmed,
}
