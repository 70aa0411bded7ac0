using System.Globalization;
using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Federation.Rounds;
using Mas.Learning;
using Mas.Reports.Comparing;

namespace Mas.Cli.Showing;

/// <summary>
/// One comparison or its resumption in front of a person or a program: shows run after run, writes the tables anew
/// after each, and says how to go on where it stops.
/// </summary>
/// <param name="terminal">Where to show it.</param>
/// <param name="folder">The comparison.</param>
/// <param name="json">Whether standard output belongs to the table alone.</param>
internal sealed class ComparisonSession(Terminal terminal, ComparisonFolder folder, bool json)
{
    private readonly List<string> _failures = [];
    private bool _mayGoOn;
    private IRunView? _view;

    private string HowToGoOn => $"Finished rounds are kept; 'mas resume {folder.Path}' resumes the comparison.";

    /// <summary>Trains, reports and shows.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public int Run()
    {
        using var interruption = new Interruption(terminal);
        return interruption.Guard(() => HowToGoOn, () =>
        {
            try
            {
                Comparison.Train(folder, Watch, Ended, interruption.Token);
            }
            catch (Exception failure) when (failure is not (InputException or OperationCanceledException))
            {
                _failures.Add(RunFailures.Sentence(failure));
                _mayGoOn |= failure is not UnmeasuredAffinityException;
            }
            finally
            {
                _view?.Dispose();
            }

            Show();
            foreach (var failure in _failures)
            {
                terminal.Error.WriteLine(failure);
            }

            if (_failures.Count == 0)
            {
                return ExitCode.Done;
            }

            terminal.Error.WriteLine(_mayGoOn ? HowToGoOn : $"Finished runs are kept in {folder.Path}.");
            return ExitCode.Failed;
        });
    }

    /// <summary>Writes tables, report and figures of what is finished by now.</summary>
    public ComparisonTable Write() => ComparisonFiles.Write(
        folder.Path, folder.Options.Command ?? "", ComparedMethod.ReadAll(folder), folder.Options.Seeds);

    private RunObserver Watch(ComparisonRun run)
    {
        _view?.Dispose();
        var runs = Comparison.InTurn(folder);
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Method}, seed {run.Options.Seed} (run {runs.ToList().IndexOf(run) + 1} of {runs.Count})");
        _view = RunViews.Of(
            terminal, new RunProgress(run.Options, run.Past().Events, TimeProvider.System), json,
            () => $"mas compare  {title}  →  {folder.Path}");
        if (_view is PlainView)
        {
            _view.Noted($"== {title}");
        }

        return RunViews.Observer(_view);
    }

    private void Ended(ComparisonRun run, TooFewUpdatesException? failure)
    {
        if (failure is null)
        {
            Write();
            return;
        }

        _failures.Add($"{run.Method}, seed {run.Options.Seed}: {failure.Message}");
        _mayGoOn |= !failure.HasDiverged;
    }

    private void Show()
    {
        var table = Write();
        if (json)
        {
            terminal.Out.WriteLine(File.ReadAllText(Path.Combine(folder.Path, ComparisonTable.FileName)).TrimEnd());
            return;
        }

        ResultTables.Console(terminal, terminal.Out).Write(ResultTables.Comparison(table));
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"report        {Path.Combine(folder.Path, ComparisonReport.FileName)}");
        terminal.Out.WriteLine($"comparison    {folder.Path}");
    }
}
