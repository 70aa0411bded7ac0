using System.Threading.Channels;

namespace Mas.Server.Queue;

/// <summary>
/// Takes the queue's turns, one after another, when there is news or it is time. Whatever goes wrong in one, memory that
/// runs out included, the next begins after a pause: what was accepted must not wait for the next start. Thread-safe.
/// </summary>
/// <param name="turn">Takes a turn; says for how long nothing changes by itself.</param>
/// <param name="note">Called with a sentence for the log about a turn that failed.</param>
/// <param name="pause">The pause after such a turn.</param>
/// <param name="time">The clock.</param>
internal sealed class QueueLoop(Func<Task<TimeSpan>> turn, Action<string> note, TimeSpan pause, TimeProvider time)
    : IAsyncDisposable
{
    private const long NoTurn = long.MinValue;

    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile string? _fault;
    private long _began = NoTurn;
    private Task _work = Task.CompletedTask;

    /// <summary>What is wrong with the turns, a sentence without anything secret; null = nothing.</summary>
    internal string? Fault
    {
        get
        {
            if (_work.IsCompleted)
            {
                return "The queue does not run.";
            }

            if (_fault is { } fault)
            {
                return $"The last turn of the queue failed ({fault}); the log says how, and it is tried again.";
            }

            var began = Volatile.Read(ref _began);
            return began != NoTurn && time.GetElapsedTime(began) is var lasts && lasts > LongestTurn
                ? $"A turn of the queue has lasted for {lasts.TotalSeconds:0} seconds." : null;
        }
    }

    /// <summary>Begins.</summary>
    internal void Begin() => _work = Task.Run(Work);

    /// <summary>There is news: it is time for a turn.</summary>
    internal void Wake() => _news.Writer.TryWrite(true);

    /// <summary>Ends, once the turn that is under way has.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task Work()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Pass(await Turn());
        }
    }

    /// <summary>Takes a turn, whatever comes of it.</summary>
    /// <returns>How long to wait for news.</returns>
    private async Task<TimeSpan> Turn()
    {
        Volatile.Write(ref _began, time.GetTimestamp());
        try
        {
            var wait = await turn();
            _fault = null;
            return wait;
        }
        catch (Exception fault)
        {
            _fault = fault.GetType().Name;
            Tell(fault);
            return pause;
        }
        finally
        {
            Volatile.Write(ref _began, NoTurn);
        }
    }

    private void Tell(Exception fault)
    {
        try
        {
            note($"A turn of the queue failed ({fault.GetType().Name}: {fault.Message}); "
                + $"retrying in {pause.TotalSeconds:0} seconds.");
        }
        catch (Exception)
        {
            // A log that cannot be written to stops nothing.
        }
    }

    private async Task Pass(TimeSpan wait)
    {
        try
        {
            await _news.Reader.WaitToReadAsync(_stop.Token).AsTask().WaitAsync(wait, time, _stop.Token);
            _news.Reader.TryRead(out _);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            // Time to look again, or to stop.
        }
    }
}
