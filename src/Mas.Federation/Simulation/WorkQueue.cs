using Mas.Engine.Parallelism;
using Mas.Learning.Catalogues;
using Mas.Learning.Training;

namespace Mas.Federation.Simulation;

/// <summary>
/// A few threads with work to take, the largest first. A thread that finds none helps one that is still at its own, so
/// that no thread rests while another works; what comes of the work does not depend on it.
/// </summary>
internal sealed class WorkQueue : IDisposable
{
    private readonly object _gate = new();
    private readonly LearningCatalogue _catalogue;
    private readonly PriorityQueue<Action<Workbench>, (long Size, long Number)> _waiting = new();
    private readonly List<Seat> _busy = [];
    private readonly Thread[] _threads;
    private CancellationTokenSource _visits = new();
    private long _added;
    private bool _ended;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads in all; at least 1.</param>
    /// <param name="takers">Threads that take work, each with a bench of its own; the others only help. At least 1.</param>
    /// <param name="catalogue">What the work may name.</param>
    internal WorkQueue(int threads, int takers, LearningCatalogue catalogue)
    {
        _catalogue = catalogue;
        _threads = [.. Enumerable.Range(0, threads).Select(index => new Thread(() => Serve(index < takers))
        {
            IsBackground = true,
            Name = $"mas-client-{index}",
        })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Has a thread do the work.</summary>
    /// <param name="size">How much it is; of works that wait, the largest is taken first.</param>
    /// <param name="work">What to do, on the thread's bench.</param>
    internal Task<T> Add<T>(long size, Func<Workbench, T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(Run, (-size, _added++));
            Reconsider();
        }

        return result.Task;

        void Run(Workbench bench)
        {
            try
            {
                result.SetResult(work(bench));
            }
            catch (OperationCanceledException)
            {
                result.SetCanceled();
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        }
    }

    /// <summary>Lets the threads finish what was added and ends them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Reconsider();
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _visits.Dispose();
    }

    private void Serve(bool takes)
    {
        using var workers = new WorkPool(1);
        using var bench = new Workbench(workers, _catalogue);
        var own = new Seat(workers);
        while (Next(own, takes) is { } next)
        {
            if (next.Work is { } work)
            {
                work(bench);
                Leave(own);
            }
            else
            {
                next.Host!.Workers.Help(next.Leave);
                lock (_gate)
                {
                    next.Host.Guests--;
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    /// <summary>
    /// Work to do, or a seat to help at; null once all work is over and this thread's own seat is not in use.
    /// </summary>
    private (Action<Workbench>? Work, Seat? Host, CancellationToken Leave)? Next(Seat own, bool takes)
    {
        lock (_gate)
        {
            while (true)
            {
                if (takes && _waiting.TryDequeue(out var work, out _))
                {
                    _busy.Add(own);
                    Reconsider();
                    return (work, null, default);
                }

                if (_busy.MinBy(seat => seat.Guests) is { } host)
                {
                    host.Guests++;
                    return (null, host, _visits.Token);
                }

                if (_ended && own.Guests == 0 && _waiting.Count == 0)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    private void Leave(Seat seat)
    {
        lock (_gate)
        {
            _busy.Remove(seat);
            Reconsider();
        }
    }

    /// <summary>Ends all help and rest, so that every thread without work looks again for what is best to do.</summary>
    private void Reconsider()
    {
        _visits.Cancel();
        _visits.Dispose();
        _visits = new CancellationTokenSource();
        Monitor.PulseAll(_gate);
    }

    /// <summary>Where a thread works: others may come as guests.</summary>
    private sealed class Seat(WorkPool workers)
    {
        internal WorkPool Workers { get; } = workers;

        internal int Guests { get; set; }
    }
}
