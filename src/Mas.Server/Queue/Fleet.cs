// Longer than 400 lines: every change of the queue passes the one gate that is here.
using Mas.Federation;
using Mas.Federation.Catalogues;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server.Orders;
using Mas.Server.Policy;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>
/// A fleet as its operators see it: what was submitted, what runs, who is there. Submissions of one recipe that wait at
/// the same time are merged into one run; runs train beside each other, and what was accepted outlives the server.
/// Thread-safe.
/// </summary>
public sealed class Fleet : IAsyncDisposable
{
    /// <summary>The folder of the runs, inside the fleet's.</summary>
    internal const string RunsFolder = "runs";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly QueueStore _queue;
    private readonly DeviceBook _devices;
    private readonly QueueTerms _terms;
    private readonly TimeProvider _time;
    private readonly RunLooks _looks;
    private readonly FleetView _view;

    // Changes one after another. Reading does not wait for it.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly RunsAtWork _runs;
    private readonly RunNeeds _needs;
    private readonly RunJoins _joins;
    private readonly QueueLoop _loop;

    private volatile bool _held;

    internal Fleet(
        FleetStore store, QueueStore queue, DeviceBook devices, OrderBook orders, QueueTerms terms, string directory,
        TimeProvider time)
    {
        (_devices, _terms, _time, _held) = (devices, terms, time, terms.BeginsHeld);
        _queue = queue;
        _looks = new RunLooks(Path.GetFullPath(Path.Combine(directory, RunsFolder)), terms.Catalogue);
        _needs = new RunNeeds(orders.Deadline, terms.Catalogue.Methods);
        _runs = new RunsAtWork(store, _queue, orders, _looks, terms, time)
        {
            Observer = Observer,
            Note = Note,
            Ended = Wake,
            Changed = () => Changed?.Invoke(),
        };
        _joins = new RunJoins(store, _queue, _runs, _looks, devices, _needs, terms);
        _view = new FleetView(_queue, _runs, devices, orders, terms, _looks, _needs, _joins, time);
        _loop = new QueueLoop(Turn, Note, terms.LoopPause, time);
        _devices.Came += Wake;
        orders.Busy = (_, _) => Changed?.Invoke();
    }

    /// <summary>
    /// Called when the status may have changed, often and from any thread: take a note and come back.
    /// </summary>
    public event Action? Changed;

    /// <summary>Called with a run's name and an event once it is in the run's journal; from any thread.</summary>
    public event Action<string, JournalEvent>? Journaled;

    /// <summary>Called with a sentence for the log, operators' deeds included; from any thread.</summary>
    public event Action<string>? Noted;

    /// <summary>What recipes leave open.</summary>
    public RunOptions Defaults => _terms.Defaults;

    /// <summary>What runs choose their method and aggregation rule from.</summary>
    public RunCatalogue Catalogue => _terms.Catalogue;

    /// <summary>What the server's owner allows.</summary>
    public FleetPolicy Policy => _terms.Policy;

    /// <summary>The fleet at this moment.</summary>
    public FleetStatus Status() => _view.Status();

    /// <summary>The run folder of a run, which is there once the run has begun.</summary>
    public string FolderOf(string run) => _looks.Folder(run);

    /// <summary>Takes a submission, which is in the database when the task ends.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="single">Whether that one may train models of single clients.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="InputException">It cannot be carried out; every fault is named.</exception>
    public async Task<string> Submit(SubmissionDocument asked, string by, bool single = false)
    {
        await CheckJoin(asked);
        var now = _time.GetUtcNow();
        var budget = asked.Budget ?? (_terms.Defaults.Budget > 0 ? _terms.Defaults.Budget : null);
        var recipe = asked.Join is { } run
            ? _joins.Recipe(run) : Recipes.Complete(asked.Recipe, Policy.Defaults(asked.Recipe, _terms.Defaults));
        var options = Recipes.Fit(RunRecipe.Apply(recipe, _terms.Defaults), asked.Tasks, budget, Catalogue.Methods);
        options = options with { LeaveAt = Recipes.LeaveAt(options.TaskNames, asked.LeaveAt ?? FleetView.Losses(null)) };
        Refuse(SubmissionFaults.Of(
            asked, asked.Join is null ? options : _joins.Options(asked.Join, asked.Tasks, asked.LeaveAt),
            budget, single, _terms, now));
        var row = await _queue.Add(number => new SubmissionRow
        {
            Id = $"t{number}",
            Number = number,
            Tasks = Recipes.Tasks(options),
            Priority = asked.Priority ?? SubmissionDocument.StandardPriority,
            Deadline = asked.Deadline?.ToUnixTimeMilliseconds(),
            Budget = budget,
            Wanted = FleetView.Bytes(asked.Wanted),
            LeaveAt = FleetView.Bytes(asked.LeaveAt),
            Labels = FleetView.Bytes(asked.Labels),
            Hold = asked.Hold,
            Join = asked.Join,
            Recipe = Recipes.Bytes(recipe),
            By = by,
            SubmittedAt = now.ToUnixTimeMilliseconds(),
        }, () => Refuse(Policy.Faults(by, _queue.UnfinishedOf(by), _queue.CountOf(by, since: now - _day))));
        var joins = row.Join is null ? "" : $", to join {row.Join}";
        Note($"{by} submitted {row.Id}: {row.Tasks}, priority {row.Priority}{joins}.");
        Wake();
        return row.Id;
    }

    /// <summary>Checks that a submission can join the run it asks for, if it asks for one.</summary>
    /// <exception cref="InputException">It cannot; the message says why.</exception>
    internal Task CheckJoin(SubmissionDocument asked) => _joins.Check(asked);

    /// <summary>
    /// Takes a submission back: its letters leave a merge that has not begun; a run of which no submission is left
    /// ends, and its folder stays.
    /// </summary>
    /// <param name="id">The submission.</param>
    /// <param name="by">Who takes it back.</param>
    /// <exception cref="InputException">There is none of that name, or it has ended.</exception>
    public async Task Cancel(string id, string by)
    {
        await Alone(async () =>
        {
            var row = _queue.Submission(id) ?? throw new InputException($"There is no submission {id}.");
            var ended = row.Outcome ?? (row.Run is null ? null : _queue.Run(row.Run)!.Outcome);
            if (ended is not null)
            {
                throw new InputException($"{id} has ended already: {Word(ended.Value)}.");
            }

            await End(row, QueueState.Cancelled, null);

            // Its run may have ended before it could be taken back.
            if (_queue.Submission(id)!.Outcome is null)
            {
                throw new InputException($"{id} has ended already.");
            }

            return row;
        });

        Note($"{by} cancelled {id}.");
        Wake();
    }

    /// <summary>Approves a split that is held, as it is or with other groups.</summary>
    /// <param name="run">The run.</param>
    /// <param name="groups">Other groups, such as <c>sd|nkt</c>: a partition of the run's tasks; null = as it
    /// is.</param>
    /// <param name="by">Who approves it.</param>
    /// <exception cref="InputException"> There is no such run, its split is not held, who asks has submitted to it and
    /// may not approve, or it is no partition. </exception>
    public async Task Approve(string run, string? groups, string by)
    {
        await Alone(async () =>
        {
            var row = _queue.Run(run) ?? throw new InputException($"There is no run {run}.");
            if (row.EndedAt is not null || row.ApprovedBy is not null || !_looks.Of(run).IsHeld)
            {
                throw new InputException($"The split of {run} is not held, so there is nothing to approve.");
            }

            if (_terms.TwoEyes && _queue.SubmissionsOf(run).Any(each => each.By == by))
            {
                throw new InputException($"{by} submitted to {run}; its split needs the approval of another operator.");
            }

            var other = groups is null
                ? null : WrittenPartition.Read(groups, _looks.Of(run).Split!.Tasks);
            await Release(run, by, other);
            return row;
        });

        Note($"{by} approved the split of {run}{(groups is null ? "" : $" as {groups}")}.");
        Wake();
    }

    /// <summary>Takes a run that failed up again, from its last checkpoint.</summary>
    /// <param name="run">The run.</param>
    /// <param name="by">Who asks.</param>
    /// <exception cref="InputException">The run is unknown, has not failed, or has no submission left.</exception>
    public async Task Retry(string run, string by)
    {
        await Alone(async () =>
        {
            var row = _queue.Run(run) ?? throw new InputException($"There is no run {run}.");
            if (row.Outcome != QueueState.Failed)
            {
                throw new InputException($"{run} has not failed, so there is nothing to retry.");
            }

            if (!await _queue.Retry(run))
            {
                throw new InputException(
                    $"{run} cannot be retried: each of its submissions has ended, or its clients are no longer "
                    + "recorded. Submit its tasks again.");
            }

            _runs.Go(run);
            return row;
        });

        Note($"{by} has {run} retried.");
        Wake();
    }

    /// <summary>Lets runs begin, if the fleet was held until all of its submissions had arrived.</summary>
    public void BeginRuns()
    {
        _held = false;
        Wake();
    }

    /// <summary>The models of a submission that is done, and where their files lie.</summary>
    /// <exception cref="InputException">There is none of that name, or it is not done.</exception>
    internal (string Run, IReadOnlyList<(FetchedModel Model, string Path, StageHistory Stage)> Models) Models(string id)
    {
        var row = _queue.Submission(id) ?? throw new InputException($"There is no submission {id}.");
        if (row.Outcome is not null || row.Run is null || _queue.Run(row.Run)!.Outcome != QueueState.Done)
        {
            throw new InputException($"{id} has no models: it is not done.");
        }

        return (row.Run, FinalModels.Of(_looks.Folder(row.Run), row.Tasks, Catalogue.Learning));
    }

    /// <summary>The result file of a run that is done.</summary>
    internal string ResultPath(string run) => Path.Combine(_looks.Folder(run), ResultFile.FileName);

    /// <summary>Whether there is a submission of that name.</summary>
    internal bool HasSubmission(string id) => _queue.Submission(id) is not null;

    /// <summary>Who submitted a submission, which is there.</summary>
    internal string SubmitterOf(string id) => _queue.Submission(id)!.By;

    /// <summary>Who submitted what a run is for.</summary>
    internal IEnumerable<string> SubmittersOf(string run) =>
        _queue.SubmissionsOf(run).Where(row => row.Outcome is null).Select(row => row.By).Distinct();

    /// <summary>Whether there is a run of that name.</summary>
    internal bool HasRun(string id) => _queue.Run(id) is not null;

    /// <summary>As <see cref="QueueLoop.Fault"/>.</summary>
    internal string? QueueFault => _loop.Fault;

    /// <summary>Goes on with all that has not ended, and from then on with what comes.</summary>
    internal void Begin()
    {
        GoOn();
        _loop.Begin();
    }

    /// <summary>Something was pruned.</summary>
    internal void Pruned(Pruned what)
    {
        Note($"Removed by the policy: {what}.");
        Wake();
    }

    /// <summary>Says something to the log.</summary>
    internal void Note(string sentence) => Noted?.Invoke(sentence);

    /// <summary>Stops all work where it can be taken up again.</summary>
    public async ValueTask DisposeAsync()
    {
        _devices.Came -= Wake;
        await _loop.DisposeAsync();
        await _runs.DisposeAsync();
    }

    private static string Word(QueueState state) => state.ToString().ToLowerInvariant();

    private async Task<TimeSpan> Turn()
    {
        var wait = await Alone(Advance);
        Changed?.Invoke();
        return wait;
    }

    /// <summary>Ends what is overdue and begins what is due.</summary>
    /// <returns>For how long nothing changes by itself.</returns>
    private async Task<TimeSpan> Advance()
    {
        await _queue.Refresh();
        var now = _time.GetUtcNow();
        var runs = _queue.Runs.ToDictionary(run => run.Id);
        SubmissionRow[] unfinished =
        [
            .. _queue.Submissions.Where(row => row.Outcome is null
                && (row.Run is null || runs[row.Run].EndedAt is null)),
        ];
        foreach (var row in unfinished.Where(row => Merging.Deadline(row) <= now))
        {
            await End(row, QueueState.Failed, "Its deadline passed before it was done.");
        }

        try
        {
            foreach (var joining in _queue.Waiting.Where(row => row.Join is not null).GroupBy(row => row.Join!).ToArray())
            {
                foreach (var row in await _joins.Join(joining.Key, [.. joining]))
                {
                    Note($"{row.Id} ({row.Tasks}) joins {row.Run} after round {row.JoinedAfter}.");
                }
            }
        }
        finally
        {
            GoOn();
        }

        // Asked before the queue is looked at: submissions are in it by the time they are no longer held for each other.
        var held = _held;
        foreach (var group in Merging.Due(_queue.Waiting, now, _terms.Window))
        {
            if (held || _runs.Places >= _terms.Runs)
            {
                break;
            }

            await Begin(group, now);
        }

        return Merging.Next(unfinished, now, _terms.Window) is { } moment && moment - now < LongestWait
            ? moment - now : LongestWait;
    }

    /// <summary>Puts every run to work that has not ended and was stopped.</summary>
    private void GoOn()
    {
        // Whether it has ended is seen once it is not at work: it is written down first.
        foreach (var run in _queue.Runs.Where(
            run => run.EndedAt is null && !_runs.Has(run.Id) && _queue.Run(run.Id)!.EndedAt is null))
        {
            _runs.Go(run.Id);
        }
    }

    /// <summary>
    /// Begins a run with those of a group that can begin together; the others wait on, but for those whose budget is
    /// too small whoever joins them.
    /// </summary>
    private async Task Begin(IReadOnlyList<SubmissionRow> group, DateTimeOffset now)
    {
        foreach (var row in group)
        {
            if (Able([row]) is { Why: null } alone && BudgetFault([row], alone) is { } fault)
            {
                await _queue.EndSubmission(row.Id, QueueState.Failed, fault, now);
            }
        }

        SubmissionRow[] left = [.. group.Where(row => _queue.Submission(row.Id)!.Outcome is null)];
        var together = Merging.Together(
            left, rows => WantedLabels.Agree(rows) && Able(rows) is { Why: null } able
                && BudgetFault(rows, able) is null);
        if (left.Length > 0)
        {
            Tell(Able(together.Count > 0 ? together : left));
        }

        if (together.Count == 0)
        {
            return;
        }

        var run = await _queue.Begin(together, Able(together).Able, now);
        Note($"{run.Id} begins with {string.Join(", ", together.Select(row => $"{row.Id} ({row.Tasks})"))}.");
        _runs.Go(run.Id);
        if (together.Count < left.Length)
        {
            Wake();
        }
    }

    private Admission Able(IReadOnlyList<SubmissionRow> rows) =>
        Admission.Of(_devices, Recipes.Merge(rows, _terms), WantedLabels.Of(rows), _terms.Devices, _needs);

    /// <summary>Tells devices whether they are left out, and why.</summary>
    private void Tell(Admission admission)
    {
        foreach (var device in admission.Able)
        {
            _devices.LeaveOut(device, null);
        }

        foreach (var (device, lacking) in admission.LeftOut)
        {
            _devices.LeaveOut(device, $"Left out. {lacking}");
        }
    }

    private string? BudgetFault(IReadOnlyList<SubmissionRow> rows, Admission able) =>
        _needs.BudgetFault(Recipes.Merge(rows, _terms), able.Able);

    /// <summary>A submission ends apart from its run, which ends too where no other is left.</summary>
    private async Task End(SubmissionRow row, QueueState outcome, string? fault)
    {
        if (await _queue.EndSubmission(row.Id, outcome, fault, _time.GetUtcNow()) is { } ended)
        {
            _runs.Cancel(ended);
        }

        SubmissionRow[] left = row.Run is null
            ? [] : [.. _queue.SubmissionsOf(row.Run).Where(other => other.Outcome is null)];
        if (left.Length == 0)
        {
            return;
        }

        // A split that is held stays so, whoever wanted it held: to cancel a submission is not to approve for the others.
        _runs.Weigh(row.Run!, left);
    }

    private async Task Release(string run, string by, IReadOnlyList<IReadOnlyList<string>>? groups)
    {
        await _queue.Approve(run, by, groups is null ? null : WrittenPartition.Write(groups));
        _runs.Approve(run, new SplitApproval(by, groups));
    }

    private static void Refuse(IEnumerable<string> faults)
    {
        if (string.Join(Environment.NewLine, faults) is { Length: > 0 } all)
        {
            throw new InputException(all);
        }
    }

    /// <summary>Changes the queue, one change at a time.</summary>
    private async Task<T> Alone<T>(Func<Task<T>> work)
    {
        await _gate.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    private RunObserver Observer(string run) => new()
    {
        Journaled = happened =>
        {
            _runs.Journaled(run, happened);
            Journaled?.Invoke(run, happened);
            if (happened is SplitHeld)
            {
                Wake();
            }

            Changed?.Invoke();
        },
        Note = sentence => Note($"{run}: {sentence}"),
    };

    private void Wake()
    {
        _loop.Wake();
        Changed?.Invoke();
    }
}
