using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Federation;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports;
using Mas.Reports.Stories;

namespace Mas.Cli.Showing;

/// <summary>
/// One run or resumption in front of a person or a program: shows it, takes interruptions, reports what came of it,
/// or says how to go on.
/// </summary>
/// <param name="terminal">Where to show it.</param>
/// <param name="directory">The run folder; null = not created yet.</param>
/// <param name="options">The run's options.</param>
/// <param name="json">Whether standard output belongs to the result alone.</param>
internal sealed class RunSession(Terminal terminal, string? directory, RunOptions options, bool json)
{
    // Another process may take the folder that was asked for: it is this run's once it is made.
    private string? _directory = directory;

    private string HowToGoOn => _directory is null
        ? "No run was created."
        : $"Finished rounds are kept; 'mas resume {_directory}' resumes the run.";

    /// <summary>Trains, reports and shows.</summary>
    /// <param name="past">The journal's events so far; none for a new run.</param>
    /// <param name="train">The work, which tells the observer what happens.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<JournalEvent> past, Func<RunObserver, CancellationToken, RunResult> train)
    {
        using var interruption = new Interruption(terminal);
        return interruption.Guard(() => HowToGoOn, () =>
        {
            try
            {
                Train(past, train, interruption.Token);
                Show(interruption.Token);
                return ExitCode.Done;
            }
            catch (Exception failure) when (failure is not (InputException or OperationCanceledException))
            {
                terminal.Error.WriteLine(RunFailures.Sentence(failure));
                var endsAlike = failure is TooFewUpdatesException { HasDiverged: true } or UnmeasuredAffinityException;
                terminal.Error.WriteLine(endsAlike ? $"Finished rounds are kept in {_directory}." : HowToGoOn);
                return ExitCode.Failed;
            }
        });
    }

    private void Train(
        IReadOnlyList<JournalEvent> past, Func<RunObserver, CancellationToken, RunResult> train,
        CancellationToken token)
    {
        using var view = View(new RunProgress(options, past, TimeProvider.System));
        train(RunViews.Observer(view, created => _directory = created), token);
    }

    private void Show(CancellationToken token)
    {
        using var folder = RunFolder.Look(_directory!, CommandCatalogue.Learning);
        var pictures = ReportPictures.Draw(folder, terminal.Error.WriteLine, token);
        var report = ReportFiles.Write(folder, CommandCatalogue.Runs, pictures);
        if (json)
        {
            terminal.Out.WriteLine(File.ReadAllText(folder.ResultPath).TrimEnd());
            terminal.Error.WriteLine($"report: {report}");
            return;
        }

        var console = ResultTables.Console(terminal, terminal.Out);
        foreach (var part in ResultTables.Result(RunStory.Read(folder, CommandCatalogue.Runs)))
        {
            console.Write(part);
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"report        {report}");
        terminal.Out.WriteLine($"run folder    {_directory}");
    }

    private IRunView View(RunProgress progress)
    {
        var split = MethodCatalogue.Standard.Of(options) is var method && method.Groups != GroupKind.None
            && !method.ChoosesGroupCount(options)
            ? $" into {options.Groups}" : "";
        return RunViews.Of(
            terminal, progress, json,
            () => $"mas  {options.Tasks}  {options.Method}{split}{(_directory is null ? "" : $"  →  {_directory}")}");
    }
}
