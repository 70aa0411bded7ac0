using System.Text.Json.Serialization;

namespace Mas.Federation.Journals;

/// <summary>
/// The best outputs that are the same in every pixel were found in the training targets of all clients and tested: what
/// a model must beat to have learned anything.
/// </summary>
/// <param name="Outputs">By task letter, a number per output channel; null where nothing was measured.</param>
/// <param name="Losses">
/// By split (<see cref="SplitNames"/>) and task letter, the mean loss; null where nothing was measured.
/// </param>
public sealed record ConstantsTested(
    IReadOnlyDictionary<string, IReadOnlyList<float>?> Outputs,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Losses) : JournalEvent
{
    /// <summary>
    /// By split and task letter, the sums of the task's metrics; null in a journal of a version that had none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<double>>>? Sums { get; init; }

    internal const string Kind = "constants-tested";
}
