using System.Runtime.ExceptionServices;

namespace Mas.Engine.Parallelism;

/// <summary>
/// A few threads that share out work that falls into numbered, independent pieces. The pieces are fixed by the problem,
/// never by the number of threads: that keeps every result the same to the bit however many threads share the work.
/// The caller is one of the threads: a pool of one runs everything in place. A pool serves one caller at a time.
/// </summary>
public sealed class WorkPool : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _start = new(0);
    private readonly CountdownEvent _finished = new(1);
    private Action<int>? _piece;
    private int _count;
    private int _next;
    private Exception? _failure;
    private double _helperSeconds;
    private volatile bool _stopping;

    /// <summary>Starts a pool of <paramref name="threads"/> threads, the caller included.</summary>
    /// <param name="threads">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one thread.</exception>
    public WorkPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = new Thread[threads - 1];
        for (var index = 0; index < _threads.Length; index++)
        {
            _threads[index] = new Thread(Serve) { IsBackground = true, Name = $"mas-work-{index + 1}" };
            _threads[index].Start();
        }
    }

    /// <summary>A pool that runs everything on the calling thread; it may be shared.</summary>
    public static WorkPool Serial { get; } = new(1);

    /// <summary>Threads that share the work, the caller included.</summary>
    public int Threads => _threads.Length + 1;

    /// <summary>Seconds of processor time the pool's threads have used so far, the caller's not included.</summary>
    public double HelperSeconds
    {
        get
        {
            lock (_threads)
            {
                return _helperSeconds;
            }
        }
    }

    /// <summary>
    /// Does <paramref name="piece"/> 0 to <paramref name="count"/> - 1 and returns when all are done.
    /// </summary>
    /// <exception cref="Exception">The first failure of a piece, once all threads have stopped.</exception>
    public void For(int count, Action<int> piece)
    {
        if (_threads.Length == 0 || count == 1)
        {
            for (var index = 0; index < count; index++)
            {
                piece(index);
            }

            return;
        }

        _piece = piece;
        _count = count;
        _next = -1;
        _failure = null;
        var helpers = Math.Min(_threads.Length, count - 1);
        _finished.Reset(helpers + 1);
        _start.Release(helpers);
        Drain(isHelper: false);
        _finished.Wait();
        _piece = null;
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _stopping = true;
        _start.Release(Math.Max(_threads.Length, 1));
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _start.Dispose();
        _finished.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            _start.Wait();
            if (_stopping)
            {
                return;
            }

            Drain(isHelper: true);
        }
    }

    private void Drain(bool isHelper)
    {
        var started = CpuClock.ThreadSeconds;
        try
        {
            while (Interlocked.Increment(ref _next) is var index && index < _count)
            {
                _piece!(index);
            }
        }
        catch (Exception failure)
        {
            // Kept for the caller, who sees it once nobody works on its tensors any more.
            Interlocked.CompareExchange(ref _failure, failure, null);
            Interlocked.Exchange(ref _next, _count);
        }
        finally
        {
            if (isHelper)
            {
                lock (_threads)
                {
                    _helperSeconds += CpuClock.ThreadSeconds - started;
                }
            }

            _finished.Signal();
        }
    }
}
