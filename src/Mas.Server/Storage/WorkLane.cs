namespace Mas.Server.Storage;

/// <summary>
/// A few threads of its own for work that blocks, so that no thread of the pool waits for a database or a disk. Work begins in
/// the order it came in. Threads start when there is work and end when there has been none for a while. Thread-safe.
/// </summary>
/// <param name="name">Of the threads.</param>
/// <param name="threads">How many there are at most; at least 1.</param>
internal sealed class WorkLane(string name, int threads)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    // Not a Lock: threads wait on it for work.
    private readonly object _gate = new();
    private readonly Queue<Action> _work = [];
    private int _running;
    private int _idle;

    /// <summary>Has a thread of the lane do something; what the work throws, the task throws.</summary>
    internal Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _work.Enqueue(() => Do(work, done));
            if (_work.Count <= _idle || _running == threads)
            {
                Monitor.Pulse(_gate);
            }
            else
            {
                _running++;
                new Thread(Serve) { IsBackground = true, Name = name }.Start();
            }
        }

        return done.Task;
    }

    private static void Do<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }

    private void Serve()
    {
        while (Take() is { } work)
        {
            work();
        }
    }

    private Action? Take()
    {
        lock (_gate)
        {
            while (_work.Count == 0)
            {
                _idle++;
                var came = Monitor.Wait(_gate, Idle);
                _idle--;
                if (!came && _work.Count == 0)
                {
                    _running--;
                    return null;
                }
            }

            return _work.Dequeue();
        }
    }
}
