using System.Globalization;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Learning;
using Mas.Reports.Words;

namespace Mas.Cli.Showing;

/// <summary>Shows a run to a log: one line a round and one for everything else worth knowing.</summary>
/// <param name="terminal">What is known of who reads it.</param>
/// <param name="writer">Where to show it.</param>
/// <param name="progress">The run's progress.</param>
/// <param name="prefix">What every line of an event begins with, where several runs are told of.</param>
internal sealed class PlainView(
    Terminal terminal, TextWriter writer, RunProgress progress, string prefix = "") : IRunView
{
    private readonly Lock _gate = new();
    private readonly PreparationLines _preparation = new(writer, TimeProvider.System);

    /// <inheritdoc/>
    public void Happened(JournalEvent happened)
    {
        lock (_gate)
        {
            progress.Add(happened);
            if (happened is DataOpened data)
            {
                WriteNotes(data);
            }
            else if (happened is SplitChosen split)
            {
                ShowSplit(split);
            }
            else if (Line(happened) is { } line)
            {
                writer.WriteLine(prefix + line);
            }

            writer.Flush();
        }
    }

    /// <inheritdoc/>
    public void Trained(string stage, int round, string client, bool started)
    {
        lock (_gate)
        {
            progress.Trained(stage, client, started);
        }
    }

    /// <inheritdoc/>
    public void Prepared(string what, double share)
    {
        lock (_gate)
        {
            _preparation.Report(what, share);
        }
    }

    /// <inheritdoc/>
    public void Noted(string text)
    {
        lock (_gate)
        {
            writer.WriteLine(text);
            writer.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string Losses(IReadOnlyDictionary<string, double?> losses) =>
        string.Join("  ", losses.Select(pair => $"{pair.Key} {Quantity.Loss(pair.Value)}"));

    private string? Line(JournalEvent happened) => happened switch
    {
        RunStarted { Options.Start: { } start } => StartWords.Sentence(start, progress.Story.Words),
        Resumed resumed => resumed.Text,
        StageStarted stage => $"stage {stage.Stage}: {progress.Story.Words.Names(stage.Tasks)}, "
            + Plural.Span("round", stage.FirstRound, stage.Rounds)
            + (stage.Parent is null ? "" : $", continued from {stage.Parent}"),
        RoundsReused reused => $"stage {reused.Stage}: {Plural.Of(reused.Rounds, "round")} that {reused.Run} has "
            + "trained",
        RoundFinished round => $"round {round.Round} of {progress.Story.Options.Rounds}, {round.Stage}: "
            + $"{Losses(round.TrainLoss)}  ({Quantity.Seconds(round.Cost.WallSeconds)}{Left()})",
        Evaluated { Split: SplitNames.InitialTest } untrained =>
            $"{StartWords.Before(progress.Story.Options)}, test: {Losses(untrained.Means)}",
        Evaluated evaluated =>
            $"round {evaluated.Round}, {evaluated.Stage}, {evaluated.Split}: {Losses(evaluated.Means)}",
        GroupsPredicted predicted => string.Join(' ', SplitWords.Sentences(
            predicted, progress.Story.Tasks, progress.Story.Words)),
        TaskJoined joined => SplitWords.Sentence(joined, progress.Story.Words),
        TaskPlaced placed => SplitWords.Sentence(placed, progress.Story.Words),
        ProbingStopped stopped => SplitWords.Sentence(stopped, progress.Story.Words),
        StageFinished ended when progress.Story.History.Stage(ended.Stage) is { } stage => StageWords.Sentence(stage),
        Warning warning => $"warning: {warning.Sentence}",
        _ => null,
    };

    private void WriteNotes(DataOpened data)
    {
        foreach (var note in data.Notes)
        {
            writer.WriteLine($"{prefix}note: {note}");
        }
    }

    private string Left() => progress.SecondsLeft is { } left and > 0.5
        ? string.Create(CultureInfo.InvariantCulture, $", about {Quantity.Seconds(left)} left")
        : "";

    private void ShowSplit(SplitChosen split)
    {
        var console = ResultTables.Console(terminal, writer);
        writer.WriteLine(prefix);
        foreach (var part in ResultTables.Split(progress.Story, split))
        {
            console.Write(part);
            writer.WriteLine();
        }
    }
}
