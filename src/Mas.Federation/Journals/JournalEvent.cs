using System.Text.Json.Serialization;

namespace Mas.Federation.Journals;

/// <summary>
/// One thing that happened in a run: one line of <c>journal.jsonl</c>. The kind stands in the field <c>event</c>.
/// docs/reference/journal.md lists every field.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStarted), RunStarted.Kind)]
[JsonDerivedType(typeof(DataOpened), DataOpened.Kind)]
[JsonDerivedType(typeof(Resumed), Resumed.Kind)]
[JsonDerivedType(typeof(TaskJoined), TaskJoined.Kind)]
[JsonDerivedType(typeof(StageStarted), StageStarted.Kind)]
[JsonDerivedType(typeof(RoundsReused), RoundsReused.Kind)]
[JsonDerivedType(typeof(RoundFinished), RoundFinished.Kind)]
[JsonDerivedType(typeof(Evaluated), Evaluated.Kind)]
[JsonDerivedType(typeof(ConstantsTested), ConstantsTested.Kind)]
[JsonDerivedType(typeof(ProbingStopped), ProbingStopped.Kind)]
[JsonDerivedType(typeof(SplitHeld), SplitHeld.Kind)]
[JsonDerivedType(typeof(SplitChosen), SplitChosen.Kind)]
[JsonDerivedType(typeof(GroupsPredicted), GroupsPredicted.Kind)]
[JsonDerivedType(typeof(TaskPlaced), TaskPlaced.Kind)]
[JsonDerivedType(typeof(StageFinished), StageFinished.Kind)]
[JsonDerivedType(typeof(TasksServed), TasksServed.Kind)]
[JsonDerivedType(typeof(Warning), Warning.Kind)]
[JsonDerivedType(typeof(RunFinished), RunFinished.Kind)]
public abstract record JournalEvent
{
    /// <summary>When it was appended, in UTC; <see cref="Journal.Append"/> sets it.</summary>
    [JsonPropertyOrder(-1)]
    public DateTime Time { get; init; }
}
