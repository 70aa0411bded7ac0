using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mas.Engine.Randomness;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Options;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Methods;

/// <summary>
/// The verbs methods are written in: merge tasks, train, choose groups, continue. Every verb is durable - what a
/// killed run had finished is found in its journal and not done again - so a method reads as if nothing ever failed.
/// Stages are named here, by the rule that <see cref="Stage.Name"/> states.
/// </summary>
public sealed class TaskFederation
{
    private const int DigestDigits = 16;

    private readonly Dictionary<string, Task<TrainedStage>> _trained = [];
    private readonly IStageTraining _training;
    private readonly Method _method;
    private readonly RunOptions _options;
    private readonly Func<string, LearningTask, bool> _has;
    private readonly Action<JournalEvent> _record;
    private readonly RunHistory _history;
    private readonly Func<AffinityMatrix, int, double> _share;
    private readonly Func<SplitHeld, Task<SplitApproval>>? _approve;

    /// <summary>The verbs of one run.</summary>
    /// <param name="training">What trains a stage, or only says what that would take.</param>
    /// <param name="method">The run's method.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="clients">The names of the clients that have views to train on.</param>
    /// <param name="has">Whether a client has labels of a task.</param>
    /// <param name="record">Takes down what was chosen, before it is acted on.</param>
    /// <param name="history">What was taken down before.</param>
    /// <param name="share">
    /// By affinities and a number of groups, the operations of the whole run as a share of one-by-one's: what a budget
    /// is held against.
    /// </param>
    /// <param name="approve">Asks for approval of a split before it is trained; null = no approval is needed.</param>
    internal TaskFederation(
        IStageTraining training, Method method, RunOptions options, IReadOnlyList<string> clients,
        Func<string, LearningTask, bool> has, Action<JournalEvent> record, RunHistory history, Func<AffinityMatrix, int, double> share,
        Func<SplitHeld, Task<SplitApproval>>? approve = null)
    {
        (_training, _method, _options, Clients, _has) = (training, method, options, clients, has);
        (_record, _history, _share, _approve) = (record, history, share, approve);
    }

    /// <summary>The names of the clients that have views to train on.</summary>
    public IReadOnlyList<string> Clients { get; }

    /// <summary>The run's tasks that a client has labels of.</summary>
    /// <param name="client">One of <see cref="Clients"/>.</param>
    public IReadOnlyList<LearningTask> TasksOf(string client) =>
        [.. _options.TaskSet().Where(task => _has(client, task))];

    /// <summary>One group of the tasks, from the run's seed, for all its rounds or those before a split.</summary>
    /// <param name="tasks">The group.</param>
    /// <param name="lastRound">Its last round; the first is 1.</param>
    /// <param name="measures">
    /// Whether clients measure how its tasks help each other, if options and step let them.
    /// </param>
    /// <param name="step">What clients' steps are made of; null = the plain rule.</param>
    /// <exception cref="ArgumentException">The last round is before the first.</exception>
    public Stage Merge(
        IReadOnlyList<LearningTask> tasks, int lastRound, bool measures = false, StepRule? step = null)
    {
        CheckRounds(1, lastRound);
        var letters = Stage.LettersOf(tasks);
        var rule = step ?? StepRule.Plain;
        return new Stage(
            rule.Mark.Length == 0 ? letters : $"{letters}-{rule.Mark}", tasks, FirstRound: 1, lastRound, Parent: null,
            Probes: measures && _options.ProbeEvery > 0 && tasks.Count > 1 && rule == StepRule.Plain)
        {
            Draws = letters,
            Step = rule,
            Chooses = measures && _method.ReadsAffinity ? _method.Groups : GroupKind.None,
        };
    }

    /// <summary>
    /// Some tasks that continue where <paramref name="parent"/> ended, from what <see cref="RunOptions.Inherit"/> says: its
    /// encoder and the tasks' own decoders, the encoder alone, or nothing.
    /// </summary>
    public Stage Continue(TrainedStage parent, IReadOnlyList<LearningTask> group, int lastRound) =>
        Continue(new TaskGroup(parent, group, _options.Inherit), lastRound);

    /// <summary>
    /// A group that continues where its parent ended. It ends before its last round where a task reaches the loss at which
    /// it leaves (<see cref="RunOptions.LeaveAt"/>), unless it measures.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="lastRound">Its last round.</param>
    /// <param name="measures">Whether clients measure how its tasks help each other, if options let them.</param>
    /// <exception cref="ArgumentException">The last round is before the first.</exception>
    public Stage Continue(TaskGroup group, int lastRound, bool measures = false)
    {
        ArgumentNullException.ThrowIfNull(group);
        CheckRounds(group.NextRound, lastRound);
        var (parent, inherits) = (group.Parent, group.Inherits);
        var path = $"{parent.Stage.Draws}.{Stage.LettersOf(group.Tasks)}";
        var mark = inherits switch { Inheritance.All => "", Inheritance.Encoder => "-encoder", _ => "-scratch" };
        return new Stage(
            Bounded(path + mark), group.Tasks, group.NextRound, lastRound, inherits == Inheritance.None ? null : parent,
            Probes: measures && _options.ProbeEvery > 0 && group.Tasks.Count > 1)
        {
            Draws = path,
            InheritsDecoders = inherits == Inheritance.All,
            LeaveAt = measures ? Stage.NoLosses : LeaveAt(group.Tasks),
        };
    }

    /// <summary>The merged stage with tasks that arrived before the split: it continues and measures with all of them.</summary>
    /// <param name="merged">The merged stage so far.</param>
    /// <param name="tasks">The tasks from here on, in the order of the task set.</param>
    /// <param name="lastRound">Its last round.</param>
    /// <param name="measures">Whether clients measure how its tasks help each other, if options let them.</param>
    public Stage Grow(TrainedStage merged, IReadOnlyList<LearningTask> tasks, int lastRound, bool measures) =>
        Continue(new TaskGroup(merged, tasks, Inheritance.All), lastRound, measures) with
        {
            Chooses = _method.ReadsAffinity ? _method.Groups : GroupKind.None,
            LeaveAt = Stage.NoLosses,
        };

    /// <summary>One client that trains a group for itself, every round on its own views.</summary>
    public Stage Alone(string client, IReadOnlyList<LearningTask> tasks, int lastRound)
    {
        var letters = Stage.LettersOf(tasks);
        return new Stage(Bounded($"{letters}-alone-{client}"), tasks, FirstRound: 1, lastRound, Parent: null, Probes: false)
        {
            Draws = letters,
            Client = client,
        };
    }

    private static void CheckRounds(int first, int last)
    {
        if (last < first)
        {
            throw new ArgumentException(
                $"The stage would train rounds {first} to {last}; expected at least one round. A method refuses options that "
                + "leave a stage none.");
        }
    }

    // Clients have names of up to 128 letters, and tasks may come and go often; orders and databases keep no longer name.
    private static string Bounded(string whole)
    {
        if (whole.Length <= Stage.LongestName)
        {
            return whole;
        }

        var kept = Stage.LongestName - DigestDigits - 1;
        kept -= char.IsHighSurrogate(whole[kept - 1]) ? 1 : 0;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..DigestDigits];
        return $"{whole[..kept]}-{digest}";
    }

    private IReadOnlyDictionary<string, double> LeaveAt(IReadOnlyList<LearningTask> tasks) =>
        TaskValues.Read(_options.LeaveAt, TaskLossesForm.Sign)!
            .Select(each => (Task: TaskArrivals.Named(tasks, each.Task), each.Value)).Where(each => each.Task is not null)
            .ToDictionary(each => each.Task!.Mark, each => double.Parse(each.Value, CultureInfo.InvariantCulture));

    /// <summary>Trains a stage to its last round; one of a name that was trained before is not trained again.</summary>
    public Task<TrainedStage> Train(Stage stage)
    {
        lock (_trained)
        {
            if (!_trained.TryGetValue(stage.Name, out var trained))
            {
                _trained.Add(stage.Name, trained = _training.Run(stage));
            }

            return trained;
        }
    }

    /// <summary>Trains stages side by side; the clients' threads are shared.</summary>
    public async Task<IReadOnlyList<TrainedStage>> TrainAll(IEnumerable<Stage> stages) =>
        await Task.WhenAll(stages.Select(Train));

    /// <summary>
    /// Trains stages that need nothing of each other side by side. One that ends without a valid update is left out, with
    /// a warning that is told once.
    /// </summary>
    /// <exception cref="TooFewUpdatesException">Not one came to its end.</exception>
    public async Task<IReadOnlyList<TrainedStage>> TrainThoseThatCan(IEnumerable<Stage> stages)
    {
        var failures = new List<TooFewUpdatesException>();
        var trained = await Task.WhenAll(stages.Select(async stage =>
        {
            try
            {
                return await Train(stage);
            }
            catch (TooFewUpdatesException failure)
            {
                var warning = new Warning(
                    stage.Name, null, stage.Client, $"{failure.Message} Its model is left out: results are of the others.");
                lock (failures)
                {
                    failures.Add(failure);
                }

                if (!_history.Warnings.Any(told => told.Stage == warning.Stage && told.Text == warning.Text))
                {
                    _record(warning);
                }

                return null;
            }
        }));
        return failures.Count < trained.Length ? [.. trained.OfType<TrainedStage>()] : throw failures[0];
    }

    /// <summary>
    /// A partition of a trained stage's tasks into groups, by the affinities its clients measured: the one
    /// <see cref="RunOptions.Split"/> asks for, of as many groups as asked for or as are best within the budget; or the
    /// one given by the approver.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<LearningTask>>> Split(TrainedStage trained)
    {
        if (_history.Split is { } chosen)
        {
            return GroupChoices.Tasks(chosen.Groups, trained.Stage.Tasks);
        }

        var affinity = GroupChoices.Affinity(trained);
        var frontier = _options.Groups.IsAuto
            ? GroupFrontier.Of(affinity, groups => _share(affinity, groups), _options.Budget)
            : null;
        var grouping = _options.Split switch
        {
            _ when frontier is not null => frontier.Partitions[frontier.Chosen],
            PartitionChoice.Worst => new GroupingResult(Grouper.Worst(affinity, _options.Groups.Count), null),
            PartitionChoice.Random => new GroupingResult(
                Grouper.Random(affinity, _options.Groups.Count, new Seed(_options.Seed).Derive("split")), null),
            _ => Grouper.Best(affinity, _options.Groups.Count),
        };
        var split = GroupChoices.Event(trained, affinity, grouping, ChoiceForm.WordOf(_options.Split)) with
        {
            Frontier = frontier?.Named(trained.Stage.TaskNames),
        };
        if (_approve is not null)
        {
            split = await Approved(split, affinity, trained.Stage.TaskNames);
        }

        _record(split);
        return GroupChoices.Tasks(split.Groups, trained.Stage.Tasks);
    }

    /// <summary>
    /// Where tasks go that arrived after the split and were trained and measured with every group: each joins the group
    /// whose sum of scores (<see cref="GroupScore"/>) rises most by it, or continues alone where none rises.
    /// </summary>
    /// <param name="arrived">The tasks.</param>
    /// <param name="tried">By group, the trained stage of its own tasks and all that arrived; at least one.</param>
    /// <returns>The groups from here on: those there were, then the tasks that continue alone.</returns>
    public IReadOnlyList<TaskGroup> Place(IReadOnlyList<LearningTask> arrived, IReadOnlyList<TrainedStage> tried)
    {
        ArgumentNullException.ThrowIfNull(arrived);
        ArgumentNullException.ThrowIfNull(tried);
        var places = arrived.Select(task => Place(task, arrived, tried)).ToArray();
        return
        [
            .. tried.Select(stage => new TaskGroup(
                stage,
                [
                    .. stage.Stage.Tasks.Where(task => !arrived.Contains(task) || places.Any(
                        placed => placed.Joins && placed.Task == task.Mark && placed.Stage == stage.Stage.Name)),
                ],
                Inheritance.All)),
            .. places.Where(placed => !placed.Joins).Select(placed => new TaskGroup(
                tried.Single(stage => stage.Stage.Name == placed.Stage),
                [arrived.Single(task => task.Mark == placed.Task)], Inheritance.All)),
        ];
    }

    private TaskPlaced Place(
        LearningTask task, IReadOnlyList<LearningTask> arrived, IReadOnlyList<TrainedStage> tried)
    {
        if (_history.Placed.FirstOrDefault(placed => placed.Task == task.Mark) is { } known)
        {
            return known;
        }

        var gains = tried.ToDictionary(stage => stage.Stage.Name, stage => GroupChoices.Gain(stage, task, arrived));
        var (best, gain) = gains.MaxBy(each => each.Value);
        var placed = new TaskPlaced(task.Mark, best, gain > 0, gains);
        _record(placed);
        return placed;
    }

    /// <summary>
    /// The best groups of a trained stage's tasks, by the affinities its clients measured; groups may share tasks.
    /// </summary>
    public ServingGroups Overlap(TrainedStage trained)
    {
        var affinity = GroupChoices.Affinity(trained);
        var grouping = Grouper.BestOverlapping(affinity, _options.Groups.Count);
        if (_history.Split is null)
        {
            _record(GroupChoices.Event(trained, affinity, grouping));
        }

        return ServingGroups.Of(grouping, trained.Stage.Tasks);
    }

    /// <summary>
    /// The groups of the lowest total loss, predicted from the validation losses of every single task and every pair. A
    /// task that no validation view measures has no say, and a warning says so.
    /// </summary>
    public ServingGroups Predict(IReadOnlyList<TrainedStage> singlesAndPairs)
    {
        var tasks = _options.TaskSet();
        var losses = GroupChoices.Losses(singlesAndPairs, tasks);
        var grouping = Grouper.LowestPredicted(losses, _options.Groups.Count);
        if (_history.Predicted is null)
        {
            if (tasks.Where((_, task) => losses[task][task] is null).ToArray() is { Length: > 0 } unmeasured)
            {
                _record(new Warning(
                    null, null, null,
                    "No validation example has a target for "
                    + $"{string.Join(", ", unmeasured.Select(task => task.Label))}; the choice of groups ignores it."));
            }

            _record(GroupChoices.Event(grouping, losses, _options.TaskNames));
        }

        return ServingGroups.Of(grouping, tasks);
    }

    /// <summary>Holds a split until it is approved, as it is or with other groups.</summary>
    private async Task<SplitChosen> Approved(SplitChosen proposed, AffinityMatrix affinity, IReadOnlyList<string> names)
    {
        var held = SplitHeld.Of(proposed);
        if (_history.Held is null)
        {
            _record(held);
        }

        var approval = await _approve!(held);
        return approval.Groups is { } groups && !GroupChoices.AreSame(groups, proposed.Groups)
            ? GroupChoices.Overridden(proposed, affinity, groups, names) with { ApprovedBy = approval.By }
            : proposed with { ApprovedBy = approval.By };
    }
}
