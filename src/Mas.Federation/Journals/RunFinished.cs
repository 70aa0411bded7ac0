namespace Mas.Federation.Journals;

/// <summary>The run is complete and its result is on disk: the last line of a journal.</summary>
/// <param name="Seconds">Elapsed seconds of all rounds, without the time the run lay still.</param>
public sealed record RunFinished(double Seconds) : JournalEvent
{
    internal const string Kind = "run-finished";
}
