using System.Collections.Concurrent;
using System.Data.Common;
using Mas.Federation;
using Mas.Federation.Methods;
using Mas.Federation.Rounds;
using Mas.Learning;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>
/// The runs that train, beside each other: put to work, ended, and gone on with after a restart. Thread-safe.
/// </summary>
/// <param name="store">Where participants and models lie.</param>
/// <param name="queue">Where it is written down that a run has ended.</param>
/// <param name="orders">Where orders go.</param>
/// <param name="looks">Where run folders are.</param>
/// <param name="terms">What recipes leave open.</param>
/// <param name="time">The clock.</param>
internal sealed class RunsAtWork(
    FleetStore store, QueueStore queue, OrderBook orders, RunLooks looks, QueueTerms terms, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>How long to wait for a database that does not answer.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ServedRun> _runs = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Makes who watches a run, by its name.</summary>
    internal required Func<string, RunObserver> Observer { get; init; }

    /// <summary>Called with a sentence for the log.</summary>
    internal required Action<string> Note { get; init; }

    /// <summary>Called when a run has ended.</summary>
    internal required Action Ended { get; init; }

    /// <summary>How many take a place: one whose split is held does not.</summary>
    internal int Places => _runs.Values.Count(run => !run.IsHeld);

    /// <summary>Puts a run to work, which the database has.</summary>
    internal void Go(string id)
    {
        var merged = queue.SubmissionsOf(id);
        var options = Recipes.Merge(merged, terms.Defaults) with { Out = looks.Folder(id) };
        var run = new ServedRun(id, options, store, queue, orders, Observer(id), time) { Pictures = terms.Pictures };
        _runs[id] = run;
        Weigh(id, merged.Where(row => row.Outcome is null));
        run.Work = Task.Run(() => Train(run, merged.Any(row => row.Hold)));
    }

    /// <summary>
    /// The submissions a run is for have changed: devices are shared by the highest of their priorities.
    /// </summary>
    internal void Weigh(string id, IEnumerable<SubmissionRow> submissions) =>
        orders.Shares.Join(id, submissions.Max(row => (int?)row.Priority) ?? 1);

    /// <summary>Ends a run for good.</summary>
    internal void Cancel(string id)
    {
        if (_runs.TryGetValue(id, out var run))
            run.Cancel();
    }

    /// <summary>Goes on with a split that was held; the database has the approval.</summary>
    internal void Approve(string id, SplitApproval approval)
    {
        if (_runs.TryGetValue(id, out var run))
            run.Approve(approval);
    }

    /// <summary>Stops all of them where they can be taken up again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(run => run.Work));
        _stop.Dispose();
    }

    private static string Sentence(Exception failure) =>
        failure is TooFewUpdatesException or InputException or IOException
            ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";

    private async Task Train(ServedRun run, bool hold)
    {
        var (outcome, fault) = (QueueState.Done, (string?)null);
        try
        {
            await run.Train(hold, _stop.Token);
        }
        catch (OperationCanceledException) when (run.IsCancelled)
        {
            outcome = QueueState.Cancelled;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            (outcome, fault) = (QueueState.Failed, Sentence(failure));
        }

        while (!await IsWrittenDown(run.Id, outcome, fault))
        {
            await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                return;
        }

        orders.Shares.Leave(run.Id);
        _runs.TryRemove(run.Id, out _);
        run.Dispose();
        Note($"{run.Id} is {outcome.ToString().ToLowerInvariant()}{(fault is null ? "." : $": {fault}")}");
        Ended();
    }

    /// <summary>Writes down that a run has ended, if the database takes it.</summary>
    private async Task<bool> IsWrittenDown(string id, QueueState outcome, string? fault)
    {
        try
        {
            await store.ForgetRun(id);
            await queue.EndRun(id, outcome, fault, time.GetUtcNow());
            return true;
        }
        catch (Exception away) when (away is IOException or DbException)
        {
            Note($"{id} has ended, which cannot be written down yet: {away.Message}");
            return false;
        }
    }
}
