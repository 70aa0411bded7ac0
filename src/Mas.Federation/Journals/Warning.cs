using System.Globalization;
using System.Text.Json.Serialization;

namespace Mas.Federation.Journals;

/// <summary>Something a person should know, after which the run went on.</summary>
/// <param name="Stage">The stage it happened in, or null.</param>
/// <param name="Round">The round it happened in, or null.</param>
/// <param name="Client">The client it happened to, or null.</param>
/// <param name="Text">What happened and what was done about it.</param>
public sealed record Warning(string? Stage, int? Round, string? Client, string Text) : JournalEvent
{
    internal const string Kind = "warning";

    /// <summary>The text and, in brackets, where it happened: what people are shown.</summary>
    [JsonIgnore]
    public string Sentence
    {
        get
        {
            var round = Round is { } number ? string.Create(CultureInfo.InvariantCulture, $"round {number}") : null;
            var place = string.Join(", ", new[] { Stage, round, Client }.OfType<string>());
            return place.Length > 0 ? $"{Text} ({place})" : Text;
        }
    }
}
