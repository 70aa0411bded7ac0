using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Mas.Engine.Parallelism;

/// <summary>
/// A few threads that share out work that falls into numbered, independent pieces. The pieces are fixed by the problem,
/// never by the number of threads: that keeps every result the same to the bit however many threads share the work.
/// The caller is one of the threads: a pool of one runs everything in place. A pool serves one caller at a time; other
/// threads that have nothing to do may <see cref="Help"/> it for a while.
/// </summary>
/// <remarks>
/// A step of training asks for hundreds of small pieces of work, so helpers look out for the next one for a moment
/// before they sleep, and the caller never waits for a helper that has not come: it only waits for those at a piece.
/// </remarks>
public sealed class WorkPool : IDisposable
{
    /// <summary>The most threads that an option may ask for.</summary>
    public const int MostThreads = 1024;

    /// <summary>
    /// How long a thread looks out before it sleeps: longer than most gaps between two shared passes of a step, and
    /// about what falling asleep and being woken costs.
    /// </summary>
    private static readonly long _patience = Stopwatch.Frequency / 20_000;

    private readonly Thread[] _threads;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _left = new(0);
    private readonly Lock _clock = new();
    private Action<int>? _piece;
    private Exception? _failure;
    private double _helperSeconds;
    private int _count;
    private int _next;
    private int _helpers;
    private int _sleeping;
    private int _callerSleeps;

    /// <summary>Counts the beginnings and ends of <see cref="For"/>: odd while there is work to share.</summary>
    private int _round;

    private bool _isIdle;

    /// <summary>Helpers that may be at a piece.</summary>
    private int _inside;

    /// <summary>Starts a pool of <paramref name="threads"/> threads, the caller included.</summary>
    /// <param name="threads">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one thread.</exception>
    public WorkPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = new Thread[threads - 1];
        _helpers = _threads.Length;
        for (var index = 0; index < _threads.Length; index++)
        {
            _threads[index] = new Thread(() => Serve(_end.Token))
            {
                IsBackground = true,
                Name = $"mas-work-{index + 1}",
            };
            _threads[index].Start();
        }
    }

    /// <summary>A pool that runs everything on the calling thread; it may be shared, and has no helpers.</summary>
    public static WorkPool Serial { get; } = new(1);

    /// <summary>A pool that does nothing of what it is asked: for tensors on paper. It may be shared.</summary>
    public static WorkPool Idle { get; } = new(1) { _isIdle = true };

    /// <summary>
    /// Seconds of processor time all helpers have used so far for this pool, the caller's not included.
    /// </summary>
    public double HelperSeconds
    {
        get
        {
            lock (_clock)
            {
                return _helperSeconds;
            }
        }
    }

    /// <summary>
    /// Does <paramref name="piece"/> 0 to <paramref name="count"/> - 1 and returns when all are done.
    /// </summary>
    /// <remarks>A piece may not share out work over the same pool again, except for a pool without helpers.</remarks>
    /// <exception cref="Exception">The first failure of a piece, once all threads have stopped.</exception>
    public void For(int count, Action<int> piece)
    {
        if (_isIdle)
        {
            return;
        }

        if (count == 1 || Volatile.Read(ref _helpers) == 0)
        {
            for (var index = 0; index < count; index++)
            {
                piece(index);
            }

            return;
        }

        Debug.Assert(!IsOpen(Volatile.Read(ref _round)), "A pool shares out one piece of work at a time.");
        _piece = piece;
        _count = count;
        _next = -1;
        _failure = null;
        Interlocked.Increment(ref _round);
        WakeHelpers();
        Drain();
        Interlocked.Increment(ref _round);
        AwaitHelpers();
        _piece = null;
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    /// <summary>
    /// Does <paramref name="piece"/> 0 to <paramref name="count"/> - 1 with a state of its own, so that the piece can
    /// be a static lambda and nothing is allocated.
    /// </summary>
    /// <exception cref="Exception">The first failure of a piece, once all threads have stopped.</exception>
    public void For<TState>(int count, TState state, Action<int, TState> piece)
    {
        var work = SharedWork<TState>.Take();
        work.State = state;
        work.Piece = piece;
        try
        {
            For(count, work.Run);
        }
        finally
        {
            work.GiveBack();
        }
    }

    /// <summary>Has the calling thread share this pool's work until it is told to leave.</summary>
    /// <param name="leave">Ends the help, between two pieces.</param>
    public void Help(CancellationToken leave)
    {
        Interlocked.Increment(ref _helpers);
        try
        {
            Serve(leave);
        }
        finally
        {
            Interlocked.Decrement(ref _helpers);
        }
    }

    /// <summary>Ends the threads; helpers from elsewhere have left.</summary>
    public void Dispose()
    {
        _end.Cancel();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _end.Dispose();
        _wake.Dispose();
        _left.Dispose();
    }

    private void Serve(CancellationToken leave)
    {
        var counted = CpuClock.ThreadSeconds;
        var helped = 0;
        using (leave.Register(WakeHelpers))
        {
            while (!leave.IsCancellationRequested)
            {
                if (!LookOut(helped, leave))
                {
                    Sleep(helped, leave);
                    continue;
                }

                Interlocked.Increment(ref _inside);

                // Read again: from here on a caller that has ended its round waits for this thread.
                var round = Volatile.Read(ref _round);
                if (IsOpen(round))
                {
                    helped = round;
                    Drain();
                    Count(ref counted);
                }

                if (Interlocked.Decrement(ref _inside) == 0 && Interlocked.Exchange(ref _callerSleeps, 0) == 1)
                {
                    _left.Release();
                }
            }
        }

        Count(ref counted);
    }

    private static bool IsOpen(int round) => (round & 1) == 1;

    private bool HasWork(int helped) => Volatile.Read(ref _round) is var round && IsOpen(round) && round != helped;

    /// <summary>Whether there is work within a moment, other than that of the round helped last.</summary>
    private bool LookOut(int helped, CancellationToken leave)
    {
        var until = Stopwatch.GetTimestamp() + _patience;
        do
        {
            if (HasWork(helped))
            {
                return true;
            }

            Thread.SpinWait(4);
        }
        while (!leave.IsCancellationRequested && Stopwatch.GetTimestamp() < until);
        return false;
    }

    /// <summary>Sleeps until there is work or the thread shall leave.</summary>
    private void Sleep(int helped, CancellationToken leave)
    {
        Interlocked.Increment(ref _sleeping);

        // Read again: a thread that brings work now sees the sleeper. One that stays awake after all withdraws,
        // and where it has been woken already it takes its waking.
        if (HasWork(helped) || leave.IsCancellationRequested)
        {
            for (var sleeping = Volatile.Read(ref _sleeping); sleeping > 0; sleeping = Volatile.Read(ref _sleeping))
            {
                if (Interlocked.CompareExchange(ref _sleeping, sleeping - 1, sleeping) == sleeping)
                {
                    return;
                }
            }
        }

        _wake.Wait();
    }

    private void WakeHelpers()
    {
        if (Volatile.Read(ref _sleeping) > 0 && Interlocked.Exchange(ref _sleeping, 0) is var sleeping and > 0)
        {
            _wake.Release(sleeping);
        }
    }

    /// <summary>Returns when no helper is at a piece of the round that has just ended.</summary>
    private void AwaitHelpers()
    {
        var until = Stopwatch.GetTimestamp() + _patience;
        while (Volatile.Read(ref _inside) > 0)
        {
            if (Stopwatch.GetTimestamp() < until)
            {
                Thread.SpinWait(4);
                continue;
            }

            Interlocked.Exchange(ref _callerSleeps, 1);
            if (Volatile.Read(ref _inside) > 0 || Interlocked.Exchange(ref _callerSleeps, 0) == 0)
            {
                _left.Wait();
            }
        }
    }

    private void Drain()
    {
        try
        {
            while (Interlocked.Increment(ref _next) is var index && index < _count)
            {
                _piece!(index);
            }
        }
        catch (Exception failure)
        {
            // Kept for the caller, who sees it once no thread works on its tensors.
            Interlocked.CompareExchange(ref _failure, failure, null);
            Interlocked.Exchange(ref _next, _count);
        }
    }

    /// <summary>Adds the processor time since <paramref name="counted"/>, looking out for work included.</summary>
    private void Count(ref double counted)
    {
        var now = CpuClock.ThreadSeconds;
        lock (_clock)
        {
            _helperSeconds += now - counted;
        }

        counted = now;
    }
}
