using System.Collections.Concurrent;
using System.Globalization;
using Mas.Federation;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Rounds;
using Mas.Learning;
using Mas.Server.Clients;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Wire;
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
    private readonly ConcurrentDictionary<string, ServedRun> _runs = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Makes who watches a run, by its name.</summary>
    internal required Func<string, RunObserver> Observer { get; init; }

    /// <summary>Called with a sentence for the log.</summary>
    internal required Action<string> Note { get; init; }

    /// <summary>Called when a run has ended.</summary>
    internal required Action Ended { get; init; }

    /// <summary>Called when a run has begun to wait for the database or the disk.</summary>
    internal required Action Changed { get; init; }

    /// <summary>How many take a place: one whose split is held does not.</summary>
    internal int Places => _runs.Values.Count(run => !run.IsHeld);

    /// <summary>Whether a run is at work; one that is not has ended, or was stopped.</summary>
    internal bool Has(string id) => _runs.ContainsKey(id);

    /// <summary>What a run waits for whose database or disk is away, a sentence; null = it does not.</summary>
    internal string? Waits(string id) => _runs.GetValueOrDefault(id)?.Waits;

    /// <summary>
    /// A run has got on: it waits for nothing. A warning that devices are late is no progress, as an outage may be why.
    /// </summary>
    internal void Journaled(string id, JournalEvent happened)
    {
        if (happened is not Warning && _runs.TryGetValue(id, out var run))
        {
            (run.Waits, run.Outages) = (null, store.Outages.Met.Count);
        }
    }

    /// <summary>Puts a run to work, which the database has.</summary>
    internal void Go(string id)
    {
        var merged = queue.SubmissionsOf(id);
        var options = Recipes.Merge(merged, terms) with { Out = looks.Folder(id) };
        var run = new ServedRun(id, options, store, queue, orders, Observer(id), time)
        {
            Pictures = terms.Pictures,
            Catalogue = terms.Catalogue,
        };
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
        {
            run.Cancel();
        }
    }

    /// <summary>
    /// Stops a run where it can be taken up again; it may have ended instead. <see cref="Go"/> puts it to work again.
    /// </summary>
    internal async Task Stop(string id)
    {
        if (_runs.TryGetValue(id, out var run))
        {
            run.Stop();
            await run.Work;
            _runs.TryRemove(KeyValuePair.Create(id, run));
            run.Dispose();
        }
    }

    /// <summary>Goes on with a split that was held; the database has the approval.</summary>
    internal void Approve(string id, SplitApproval approval)
    {
        if (_runs.TryGetValue(id, out var run))
        {
            run.Approve(approval);
        }
    }

    /// <summary>Stops all of them where they can be taken up again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(run => run.Work));
        _stop.Dispose();
    }

    private static string Sentence(Exception failure) =>
        failure is TooFewUpdatesException or InputException or UnansweredException
            ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";

    /// <summary>Trains a run to its end, and writes down that it has ended and how.</summary>
    private async Task Train(ServedRun run, bool hold)
    {
        if (await Outcome(run, hold) is not { } ended)
        {
            return;
        }

        orders.Shares.Leave(run.Id);
        for (var pauses = Pauses(); ;)
        {
            try
            {
                ended.Outcome = await queue.EndRun(run.Id, ended.Outcome, ended.Fault, time.GetUtcNow());
                break;
            }
            catch (Exception away)
            {
                var pause = pauses.Next();
                Tell(run, "The run has ended, but recording it failed", away, pause);
                await Pass(pause, _stop.Token);
                if (_stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }

        // Taken up again, there is another of its name by now.
        _runs.TryRemove(KeyValuePair.Create(run.Id, run));
        run.Dispose();
        Note($"{run.Id} is {ended.Outcome.ToString().ToLowerInvariant()}"
            + (ended is { Outcome: QueueState.Failed, Fault: { } why } ? $": {why}" : "."));
        Ended();
    }

    /// <summary>
    /// Trains a run until it has ended. Where the database or the disk is away, that is no fault of the run's: it waits,
    /// and goes on from its last checkpoint.
    /// </summary>
    /// <returns>How it ended; null = it has not, it was stopped.</returns>
    private async Task<(QueueState Outcome, string? Fault)?> Outcome(ServedRun run, bool hold)
    {
        for (var pauses = Pauses(); ;)
        {
            try
            {
                run.Outages = store.Outages.Met.Count;
                await run.Train(hold, _stop.Token);
                return (QueueState.Done, null);
            }
            catch (OperationCanceledException) when (run.IsCancelled)
            {
                return (QueueState.Cancelled, null);
            }
            catch (OperationCanceledException) when (run.Ending.IsCancellationRequested || _stop.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception failure) when (OutageBehind(failure, run) is { } away)
            {
                // It has got on since it last waited.
                if (run.Waits is null)
                {
                    pauses.Reset();
                }

                var pause = pauses.Next();
                Tell(run, "The run waits for the database or the disk", away, pause);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, run.Ending);
                await Pass(pause, either.Token);
            }
            catch (Exception failure)
            {
                return (QueueState.Failed, Sentence(failure));
            }
        }
    }

    /// <summary>
    /// The outage that a run has failed for: its own, or where too few devices have answered one that kept their answers
    /// out since the run last got on; null = none.
    /// </summary>
    private Exception? OutageBehind(Exception failure, ServedRun run) =>
        Outage.Is(failure) ? failure
        : failure is TooFewUpdatesException or UnansweredException && store.Outages.Met is var (count, last)
            && count > run.Outages ? last : null;

    private DoublingPause Pauses() => new(terms.FirstPause, terms.LongestPause);

    private async Task Pass(TimeSpan pause, CancellationToken cancellation) =>
        await Task.Delay(pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Says that a run waits, and why, until it gets on.</summary>
    private void Tell(ServedRun run, string what, Exception away, TimeSpan pause)
    {
        run.Waits = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {Outage.Reason(away).ReplaceLineEndings(" ")} Retrying in {pause.TotalSeconds:0.#} s.");
        Note($"{run.Id}: {run.Waits}");
        Changed();
    }
}
