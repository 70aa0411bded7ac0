using Mas.Federation.Journals;

namespace Mas.Federation;

/// <summary>Who watches a run. Every action may be null and may be called from several threads at once.</summary>
public sealed class RunObserver
{
    /// <summary>An observer that does nothing.</summary>
    public static RunObserver None { get; } = new();

    /// <summary>Called with the folder of a new run once it exists, before anything else happens in it.</summary>
    public Action<string>? Created { get; init; }

    /// <summary>Called with every event once it is in the journal.</summary>
    public Action<JournalEvent>? Journaled { get; init; }

    /// <summary>
    /// Called with stage, round and client, and true when the client begins to train, false when it ends.
    /// </summary>
    public Action<string, int, string, bool>? ClientBusy { get; init; }

    /// <summary>
    /// Called with what is being prepared before the rounds, and the share of it that is done, 0 to 1.
    /// </summary>
    public Action<string, double>? Preparing { get; init; }

    /// <summary>Called with a sentence about what goes on outside the rounds, such as preparing data.</summary>
    public Action<string>? Note { get; init; }
}
