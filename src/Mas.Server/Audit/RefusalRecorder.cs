using System.Data.Common;
using System.Threading.Channels;
using Mas.Server.Refusals;

namespace Mas.Server.Audit;

/// <summary>
/// Writes refusals to the audit trail without making the refused caller wait for the database: the first few of an
/// address in a minute one by one, the others as a count. Thread-safe.
/// </summary>
/// <param name="trail">The trail.</param>
/// <param name="time">The clock.</param>
internal sealed class RefusalRecorder(AuditTrail trail, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Refusals of one address in a minute that are written one by one.</summary>
    internal const int OfAddress = 5;

    /// <summary>Refusals of all addresses in a minute that are.</summary>
    internal const int OfAll = 20;

    private const int MostWaiting = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly RefusalSamples _samples = new(OfAddress, OfAll, time);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<AuditNote> _waiting = Channel.CreateBounded<AuditNote>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private Task _work = Task.CompletedTask;

    /// <summary>Begins to write.</summary>
    internal void Begin() => _work = Task.Run(Work);

    /// <summary>Something was refused.</summary>
    /// <param name="note">What.</param>
    /// <param name="network">Whom it counts for: the address, or the network it is in.</param>
    internal void Refused(AuditNote note, string network)
    {
        var taken = _samples.Take(network, out var over);
        Count(over);
        if (taken)
        {
            _waiting.Writer.TryWrite(note);
        }
    }

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        Count(_samples.Over());
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private void Count(LeftOutRefusals? over)
    {
        if (over is not null)
        {
            _waiting.Writer.TryWrite(new AuditNote(AuditDeed.Refusals, "", over.Most, "", $"{over}"));
        }
    }

    private async Task Work()
    {
        while (true)
        {
            try
            {
                if (!await _waiting.Reader.WaitToReadAsync().AsTask().WaitAsync(RefusalSamples.Minute, time))
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                Count(_samples.Over());
                continue;
            }

            while (_waiting.Reader.TryRead(out var note))
            {
                while (!await IsWritten(note))
                {
                    if (_stop.IsCancellationRequested)
                    {
                        return;
                    }

                    await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }

    private async Task<bool> IsWritten(AuditNote note)
    {
        try
        {
            await trail.Write(note);
            return true;
        }
        catch (Exception away) when (away is IOException or DbException)
        {
            return false;
        }
    }
}
