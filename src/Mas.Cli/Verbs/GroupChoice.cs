using System.Text.Json.Serialization;
using Mas.Federation.Grouping;

namespace Mas.Cli.Verbs;

/// <summary>What <c>mas group --json</c> prints.</summary>
/// <param name="Groups">The tasks of each group.</param>
/// <param name="Value">The value of the grouping.</param>
/// <param name="RunnerUp">The second-best grouping; null where there is none or none is looked for.</param>
internal sealed record GroupChoice(
    IReadOnlyList<IReadOnlyList<string>> Groups, double Value, NamedGrouping? RunnerUp)
{
    /// <summary>By task, the index of the group whose model counts for it; only where groups overlap.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? ServedBy { get; init; }
}
