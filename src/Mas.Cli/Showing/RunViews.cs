using Mas.Federation;

namespace Mas.Cli.Showing;

/// <summary>Makes the view that fits who watches: a person at a terminal, a log, or a program.</summary>
internal static class RunViews
{
    /// <summary>A live picture for a person, lines for anyone else.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="progress">The run's progress.</param>
    /// <param name="json">Whether standard output belongs to the result alone.</param>
    /// <param name="title">The heading of the live view, requested whenever it is drawn.</param>
    public static IRunView Of(Terminal terminal, RunProgress progress, bool json, Func<string> title) =>
        terminal.Watched && !json
            ? new LiveView(terminal, progress, title)
            : new PlainView(terminal, json ? terminal.Error : terminal.Out, progress);

    /// <summary>What tells the view of what happens.</summary>
    /// <param name="view">The view.</param>
    /// <param name="created">Called with the folder of a new run once it exists.</param>
    public static RunObserver Observer(IRunView view, Action<string>? created = null) => new()
    {
        Created = created,
        Journaled = view.Happened,
        ClientBusy = view.Trained,
        Note = view.Noted,
        Preparing = view.Prepared,
    };
}
