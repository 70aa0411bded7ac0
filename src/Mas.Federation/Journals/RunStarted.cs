using Mas.Federation.Runs;

namespace Mas.Federation.Journals;

/// <summary>The run began: the first line of a journal.</summary>
/// <param name="Version">The version of Mas that runs it.</param>
/// <param name="Options">Every option, after defaults.</param>
public sealed record RunStarted(string Version, RunOptions Options) : JournalEvent
{
    internal const string Kind = "run-started";
}
