using System.Text.Json.Serialization;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Journals;

/// <summary>The run began: the first line of a journal.</summary>
/// <param name="Version">The version of Mas that runs it.</param>
/// <param name="Options">Every option, after defaults.</param>
public sealed record RunStarted(string Version, RunOptions Options) : JournalEvent
{
    /// <summary>
    /// <see cref="LocalTraining.Version"/> of the version of Mas that began it: a version with another does not
    /// continue it. 0 in a journal that does not state it.
    /// </summary>
    public int Training { get; init; }

    /// <summary>How many clients have labels of each task; null in a journal of a version that did not count them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClientLabels? Labels { get; init; }

    internal const string Kind = "run-started";
}
