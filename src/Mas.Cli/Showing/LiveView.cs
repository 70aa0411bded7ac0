using System.Collections.Concurrent;
using Mas.Federation.Journals;
using Mas.Reports.Words;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mas.Cli.Showing;

/// <summary>
/// Shows a run to a person: one calm picture, drawn again four times a second, that makes room for what should stay on
/// the screen, such as the split.
/// </summary>
internal sealed class LiveView : IRunView
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly IAnsiConsole _console;
    private readonly RunProgress _progress;
    private readonly Func<string> _title;
    private readonly ConcurrentQueue<IRenderable> _lasting = new();
    private readonly ManualResetEventSlim _closing = new();
    private readonly Thread _thread;

    /// <summary>Begins to show a run.</summary>
    public LiveView(Terminal terminal, RunProgress progress, Func<string> title)
    {
        _console = ResultTables.Console(terminal, terminal.Out);
        _progress = progress;
        _title = title;
        _thread = new Thread(Draw) { IsBackground = true, Name = "mas-live" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Happened(JournalEvent happened)
    {
        lock (_gate)
        {
            _progress.Add(happened);
            _progress.Note = "";
        }

        if (happened is SplitChosen split)
        {
            foreach (var part in ResultTables.Split(_progress.Story, split))
            {
                _lasting.Enqueue(part);
            }
        }
        else if (happened is GroupsPredicted predicted)
        {
            foreach (var sentence in SplitWords.Sentences(
                predicted, _progress.Story.Tasks, _progress.Story.Words))
            {
                _lasting.Enqueue(new Text(sentence));
            }
        }
        else if (happened is ProbingStopped stopped)
        {
            _lasting.Enqueue(new Text(SplitWords.Sentence(stopped, _progress.Story.Words)));
        }
        else if (happened is TaskJoined joined)
        {
            _lasting.Enqueue(new Text(SplitWords.Sentence(joined, _progress.Story.Words)));
        }
        else if (happened is TaskPlaced placed)
        {
            _lasting.Enqueue(new Text(SplitWords.Sentence(placed, _progress.Story.Words)));
        }
        else if (happened is DataOpened data)
        {
            foreach (var note in data.Notes)
            {
                _lasting.Enqueue(new Text($"note: {note}", new Style(Color.Yellow)));
            }
        }
        else if (happened is Warning warning)
        {
            _lasting.Enqueue(new Text($"warning: {warning.Sentence}", new Style(Color.Yellow)));
        }
        else if (happened is RunStarted { Options.Start: { } start })
        {
            _lasting.Enqueue(new Text(StartWords.Sentence(start, _progress.Story.Words)));
        }
        else if (happened is Resumed resumed)
        {
            _lasting.Enqueue(new Text(resumed.Text));
        }
    }

    /// <inheritdoc/>
    public void Trained(string stage, int round, string client, bool started)
    {
        lock (_gate)
        {
            _progress.Trained(stage, client, started);
        }
    }

    /// <inheritdoc/>
    public void Prepared(string what, double share)
    {
        lock (_gate)
        {
            _progress.Preparing = (
                what, Math.Max(share, _progress.Preparing is var (last, done) && last == what ? done : 0));
        }
    }

    /// <inheritdoc/>
    public void Noted(string text)
    {
        lock (_gate)
        {
            _progress.Note = text;
        }
    }

    /// <summary>Takes the picture away and leaves what should stay.</summary>
    public void Dispose()
    {
        _closing.Set();
        _thread.Join();
        _closing.Dispose();
    }

    private void Draw()
    {
        while (!_closing.IsSet)
        {
            _console.Live(Picture()).AutoClear(true).Overflow(VerticalOverflow.Crop).Start(live =>
            {
                while (!_closing.Wait(_pause) && _lasting.IsEmpty)
                {
                    live.UpdateTarget(Picture());
                }
            });
            while (_lasting.TryDequeue(out var part))
            {
                _console.Write(part);
                _console.WriteLine();
            }
        }
    }

    private IRenderable Picture()
    {
        lock (_gate)
        {
            return LivePicture.Of(_progress, _title(), _console.Profile.Width);
        }
    }
}
