using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Showing;

/// <summary>
/// One run or resumption in front of a person or a program: shows it, takes interruptions, and says afterwards how
/// to go on.
/// </summary>
internal static class RunSession
{
    /// <summary>Trains and shows it.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="directory">The run folder.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="past">The journal's events so far; none for a new run.</param>
    /// <param name="json">Whether standard output belongs to the result alone.</param>
    /// <param name="train">The work, which tells the view what happens.</param>
    /// <returns>One of <see cref="ExitCode"/>; after <see cref="ExitCode.Done"/> the result may be shown.</returns>
    public static int Train(
        Terminal terminal,
        string directory,
        RunOptions options,
        IReadOnlyList<JournalEvent> past,
        bool json,
        Action<IRunView, CancellationToken> train)
    {
        var progress = new RunProgress(options, past, TimeProvider.System);
        using var interruption = new Interruption(terminal);
        var resume = $"'mas resume {directory}' goes on after the last finished round.";
        return interruption.Guard(resume, () =>
        {
            try
            {
                using var view = View(terminal, progress, options, directory, json);
                train(view, interruption.Token);
                return ExitCode.Done;
            }
            catch (Exception failure) when (failure is not (InputException or OperationCanceledException))
            {
                terminal.Error.WriteLine(Failures.Sentence(failure));
                if (File.Exists(Path.Combine(directory, Journal.FileName)))
                    terminal.Error.WriteLine($"Nothing finished is lost: {resume}");
                return ExitCode.Failed;
            }
        });
    }

    private static IRunView View(
        Terminal terminal, RunProgress progress, RunOptions options, string directory, bool json)
    {
        if (!terminal.Watched || json)
            return new PlainView(terminal, json ? terminal.Error : terminal.Out, progress);
        var split = options.Splits ? $" into {options.Groups}" : "";
        return new LiveView(terminal, progress, $"mas  {options.Tasks}  {options.Method}{split}  →  {directory}");
    }
}
