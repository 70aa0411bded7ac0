using Mas.Learning;
using Mas.Learning.Files;
using Mas.Server.Queue;
using Mas.Server.Storage;

namespace Mas.Server.Endpoints;

/// <summary>
/// Whether what the server stands on works: its queue goes on, its database takes writes, its disk has room and takes files.
/// However many requests ask, one look is under way at a time, and its result is used for a moment. Thread-safe.
/// </summary>
/// <param name="fleet">Whose queue it is.</param>
/// <param name="store">Where it writes.</param>
/// <param name="directory">The fleet's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerHealth(Fleet fleet, FleetStore store, string directory, TimeProvider time)
{
    private const long LeastSpace = 64L << 20;
    private const int ProbeBytes = 4096;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Holds = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();

    // A disk that hangs holds its own thread and no other.
    private readonly WorkLane _disk = new("disk", 1);
    private Task? _writing;
    private Task<string?>? _filing;
    private Task<(string Part, string? Fault)[]>? _look;
    private long _looked;

    /// <summary>Every part by name, and the sentence that says what is wrong with it; null = nothing.</summary>
    internal Task<(string Part, string? Fault)[]> Look()
    {
        lock (_gate)
        {
            if (_look is null || (_look.IsCompleted && time.GetElapsedTime(_looked) > Holds))
            {
                (_look, _looked) = (LookAnew(), time.GetTimestamp());
            }

            return _look;
        }
    }

    private async Task<(string Part, string? Fault)[]> LookAnew()
    {
        // What has not come back is waited for again, and not begun a second time.
        if (_writing is null or { IsCompleted: true })
        {
            _writing = store.Write();
        }

        if (_filing is null or { IsCompleted: true })
        {
            _filing = _disk.Run(Disk);
        }

        var (database, disk) = (Database(_writing), Disk(_filing));
        return [("queue", fleet.QueueFault), ("database", await database), ("disk", await disk)];
    }

    private static async Task<string?> Database(Task writing)
    {
        try
        {
            await writing.WaitAsync(Bound);
            return null;
        }
        catch (TimeoutException)
        {
            return $"The database has not taken a write within {Plural.Of((int)Bound.TotalSeconds, "second")}.";
        }
        catch (Exception fault)
        {
            return $"The database takes no writes ({fault.GetType().Name}).";
        }
    }

    private static async Task<string?> Disk(Task<string?> filing)
    {
        try
        {
            return await filing.WaitAsync(Bound);
        }
        catch (TimeoutException)
        {
            return $"The disk has not taken a file within {Plural.Of((int)Bound.TotalSeconds, "second")}.";
        }
        catch (Exception fault)
        {
            return $"The disk takes no files ({fault.GetType().Name}).";
        }
    }

    private string? Disk()
    {
        using (var file = new IncomingFile(directory))
        {
            file.Content.Write(new byte[ProbeBytes]);
            file.Content.Flush();
            RandomAccess.FlushToDisk(file.Content.SafeFileHandle);
        }

        var left = new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;
        return left >= LeastSpace ? null
            : $"The disk has {left >> 20} MiB left; the server needs at least {LeastSpace >> 20} MiB.";
    }
}
