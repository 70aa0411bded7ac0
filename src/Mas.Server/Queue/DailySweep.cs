using System.Data.Common;
using Mas.Server.Audit;
using Mas.Server.Policy;

namespace Mas.Server.Queue;

/// <summary>Prunes by the owner's policy, at a server's start and once a day.</summary>
internal sealed class DailySweep : IAsyncDisposable
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <summary>Begins.</summary>
    /// <param name="pruning">What prunes.</param>
    /// <param name="keep">How long ended runs are kept.</param>
    /// <param name="pruned">Called with what was removed, where it is something.</param>
    /// <param name="note">Called with a sentence where it failed.</param>
    /// <param name="time">The clock.</param>
    internal DailySweep(
        Pruning pruning, Retention keep, Action<Pruned> pruned, Action<string> note, TimeProvider time) =>
        _work = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    if (await pruning.Run(keep, Note) is { IsNothing: false } something)
                    {
                        pruned(something);
                    }
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DbException)
                {
                    note($"What has ended could not be pruned: {fault.Message} Retrying in a day.");
                }

                await Task.Delay(_day, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });

    private static AuditNote Note(Pruned what) => new(AuditDeed.Prune, "policy", "", $"{what}");

    /// <summary>Stops, once what is under way is done.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }
}
