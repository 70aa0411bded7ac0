using System.Runtime.ExceptionServices;
using Mas.Learning.Files;

namespace Mas.Vision.Packing;

/// <summary>
/// Brings every client's packed records: from the cache where it holds them, else from the client's files, into the
/// cache.
/// </summary>
internal static class RecordPacker
{
    /// <summary>Brings the records of all clients, several at a time.</summary>
    /// <param name="cache">The folder of the cache.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="wanted">The clients' records.</param>
    /// <param name="options">How many threads pack, how much is held in memory.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <returns>The records, in the order of the clients; none where a client gave up.</returns>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    public static PackedRecords[] Pack(
        string cache, int recordBytes, IReadOnlyList<RecordsToPack> wanted, PackingOptions options,
        CancellationToken cancellation)
    {
        var all = wanted.Sum(client => client.Count);
        var inMemory = (long)all * recordBytes <= options.BytesInMemory
            && wanted.All(client => (long)client.Count * recordBytes <= Array.MaxLength);
        IncomingFile.Sweep(cache);
        var records = new PackedRecords?[wanted.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, options.Threads),
            CancellationToken = cancellation,
        };
        var (done, complete) = (0, false);
        try
        {
            Parallel.For(0, wanted.Count, parallel, client => records[client] = Bring(wanted[client]));
            complete = true;
        }
        catch (AggregateException exception)
        {
            // One full disk stops every thread; one report of it is enough.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
        finally
        {
            if (!complete || records.Contains(null))
            {
                Array.ForEach(records, client => client?.Dispose());
            }
        }

        return records.Contains(null) ? [] : [.. records.OfType<PackedRecords>()];

        PackedRecords? Bring(RecordsToPack client)
        {
            var path = Path.Combine(cache, client.Name + ".views");
            var key = client.Key();
            if (Read() is { } cached)
            {
                Interlocked.Add(ref done, client.Count);
                return cached;
            }

            var written = PackedFile.Write(path, key, recordBytes, client.Count, (place, record) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var filled = client.Fill(place, record);
                options.Packing?.Invoke((double)Interlocked.Increment(ref done) / all);
                return filled;
            });
            return !written ? null
                : Read() ?? throw new IOException($"The packed cache '{path}' was just written but cannot be read.");

            PackedRecords? Read() => inMemory
                ? PackedFile.Load(path, key, recordBytes, client.Count)
                : PackedFile.Open(path, key, recordBytes, client.Count);
        }
    }
}
