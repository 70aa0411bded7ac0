using Mas.Federation.Journals;

namespace Mas.Cli.Showing;

/// <summary>Shows a run while it goes on. Every member may be called from any thread.</summary>
internal interface IRunView : IDisposable
{
    /// <summary>Something was written to the journal.</summary>
    void Happened(JournalEvent happened);

    /// <summary>A client began or ended its training in a round.</summary>
    void Trained(string stage, int round, string client, bool started);

    /// <summary>Data is being prepared before the rounds: what, and the share of it that is done, 0 to 1.</summary>
    void Prepared(string what, double share);

    /// <summary>Something is being done that is no round.</summary>
    void Noted(string text);
}
