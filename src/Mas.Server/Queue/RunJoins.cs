using System.Text.Json.Nodes;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>
/// Submissions that join a run while it trains. The run is stopped, one write to the database makes them the run's, and
/// it goes on with options that follow from its submissions: whatever was trained is replayed, and stays.
/// </summary>
/// <param name="store">Where participants lie.</param>
/// <param name="queue">Where submissions and runs lie.</param>
/// <param name="atWork">The runs that train.</param>
/// <param name="looks">What run folders tell.</param>
/// <param name="devices">The devices that have joined.</param>
/// <param name="needs">What runs ask of devices.</param>
/// <param name="terms">What runs choose from.</param>
internal sealed class RunJoins(
    FleetStore store, QueueStore queue, RunsAtWork atWork, RunLooks looks, DeviceBook devices, RunNeeds needs,
    QueueTerms terms)
{
    // A task arrives after the round in progress, is measured for a round at least, and is trained for another.
    private const int RoundsNeeded = 3;

    private static readonly string _arrivals = RunTable.Standard[nameof(RunOptions.Arrivals)].Name;

    /// <summary>The recipe of a run that trains.</summary>
    internal JsonObject Recipe(string run) => Recipes.Complete(Written(run), terms.Defaults);

    /// <summary>The options of a run that trains, once tasks have joined it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="tasks">The tasks, as people write them.</param>
    /// <param name="leaveAt">By task letter, the losses at which they leave; null = none does.</param>
    internal RunOptions Options(string run, string tasks, IReadOnlyDictionary<string, double>? leaveAt = null) =>
        TaskMarks.Read(tasks).Count == 0 ? Options(run) with { Tasks = tasks }
            : Recipes.Join(Options(run), tasks, Round(run), leaveAt ?? FleetView.Losses(null));

    /// <summary>Checks that a submission can join the run it asks for, if it asks for one.</summary>
    /// <exception cref="InputException">It cannot; the message says why.</exception>
    internal async Task Check(SubmissionDocument asked)
    {
        var labels = asked.Labels ?? new Dictionary<string, string>();
        if (asked.Join is { } run && (await Fault(run, asked.Tasks, labels) ?? Terms(asked, run)) is { } why)
        {
            throw new InputException(why);
        }
    }

    /// <summary>Why nothing can join a run now, a sentence; null = tasks can.</summary>
    internal string? Fault(string run)
    {
        if (queue.Run(run) is not { } row)
        {
            return $"There is no run {run}.";
        }

        if (row.EndedAt is not null)
        {
            return $"{run} has ended, so nothing can join it.";
        }

        var (options, methods) = (Options(run), terms.Catalogue.Methods);
        if (methods.Find(options.Method)?.Reads.Contains(_arrivals) != true)
        {
            var able = methods.Methods.Where(method => method.Reads.Contains(_arrivals)).Select(method => method.Name);
            return $"{run} trains by {options.Method}; tasks can only join a run of {string.Join(" or ", able)}.";
        }

        if (options.Columns is not null)
        {
            return $"{run} trains on data of the kind {options.SourceName}; tasks can only join a run on maps.";
        }

        if (options.Groups.IsAuto)
        {
            return $"{run} chooses its number of groups by a budget for the tasks that it has, so none can join it.";
        }

        var isMade = Directory.Exists(looks.Folder(run));
        var look = looks.Of(run);
        return isMade && look.Rounds == 0 ? $"{run} cannot be joined: its folder cannot be read."
            : options.Rounds - look.Round < RoundsNeeded
                ? $"{run} has trained {look.Round} of {Plural.Of(options.Rounds, "round")}; a task that joins needs "
                    + $"{RoundsNeeded} more."
                : null;
    }

    /// <summary>Submissions that wait to join a run do so, those that can; the run is stopped then.</summary>
    /// <returns>Those that have joined, as they are then.</returns>
    internal async Task<IReadOnlyList<SubmissionRow>> Join(string run, IReadOnlyList<SubmissionRow> waiting)
    {
        var joined = new List<SubmissionRow>();
        foreach (var row in waiting)
        {
            if (await Fault(row, run) is not null)
            {
                continue;
            }

            // It may end, or train another round, until it is stopped. For tasks that it has already it trains on.
            if (Options(run, row.Tasks).TaskNames.Count > Options(run).TaskNames.Count)
            {
                await atWork.Stop(run);
            }

            if (await Fault(row, run) is null && await queue.Join(row.Id, run, Round(run, row.Number)))
            {
                joined.Add(queue.Submission(row.Id)!);
            }
        }

        return joined;
    }

    private Task<string?> Fault(SubmissionRow row, string run) => Fault(run, row.Tasks, WantedLabels.Of(row));

    /// <summary>Why these tasks cannot join a run, a sentence; what is not a task is told elsewhere.</summary>
    private async Task<string?> Fault(string run, string tasks, IReadOnlyDictionary<string, string> labels)
    {
        if (Fault(run) is { } fault)
        {
            return fault;
        }

        var (wanted, trained) = (WantedLabels.Of(queue.SubmissionsOf(run)), Options(run).TaskNames);
        if (labels.Keys.FirstOrDefault(
            task => trained.Contains(task) && wanted.GetValueOrDefault(task) != labels[task]) is { } other)
        {
            return $"Labels of {other} come from {wanted.GetValueOrDefault(other, "any source")} in {run}, "
                + $"not from {labels[other]} alone.";
        }

        var (options, known) = (Options(run, tasks), Options(run).Known());
        LearningTask?[] found = [.. options.TaskNames.Except(Options(run).TaskNames).Select(known.Find)];
        return found.Contains(null) ? null : Devices(run, options, await store.Participants(run), found!, labels);
    }

    /// <summary>Why the devices of a run cannot train tasks that join it, a sentence; null where they can.</summary>
    private string? Devices(
        string run, RunOptions options, IReadOnlyList<ParticipantRow> participants, IReadOnlyList<LearningTask> joining,
        IReadOnlyDictionary<string, string> labels)
    {
        string[] without = [.. joining.Where(task => !participants.Any(row => row.TrainingViews > 0 && Has(row, task)))
            .Select(task => task.Mark)];
        if (without.Length > 0)
        {
            return $"No device of {run} has maps to train {TaskMarks.Write(without)} on.";
        }

        return participants.Select(Lacking).FirstOrDefault(lacking => lacking is not null);

        string? Lacking(ParticipantRow row)
        {
            var said = devices.All.FirstOrDefault(each => each.Client == row.Client) is { } device
                ? devices.Statement(device) : null;
            var own = labels.Where(each => joining.Any(task => task.Mark == each.Key && Has(row, task))).ToDictionary();
            return (WantedLabels.Fault(own, said)
                ?? (said is null ? null : needs.Shortfall(options, said, row.TrainingViews))) is { } fault
                ? $"{row.Client} takes part in {run} and could not train these tasks. {fault}" : null;
        }

        static bool Has(ParticipantRow row, LearningTask task) => row.FieldNames?.Contains(task.Field) ?? true;
    }

    /// <summary>What a submission asks for that the run has decided otherwise, a sentence; null = nothing.</summary>
    private string? Terms(SubmissionDocument asked, string run)
    {
        if (asked.Budget is not null)
        {
            return $"--budget cannot be combined with --join: {run} already has a number of groups.";
        }

        if ((asked.LeaveAt?.Keys ?? []).FirstOrDefault(Options(run).TaskNames.Contains) is { } known)
        {
            return $"--leave-at: {run} already trains {known}, and decides when it leaves.";
        }

        var (own, whole) = (Recipe(run), Recipes.Complete(asked.Recipe, RunRecipe.Apply(Written(run), terms.Defaults)));
        var other = (asked.Recipe ?? []).Select(entry => entry.Key)
            .FirstOrDefault(key => !JsonNode.DeepEquals(own[key], whole[key]));
        return other is null ? null
            : $"recipe.{other} differs from that of {run}{(own[other] is JsonValue value ? $", {value.ToJsonString()}" : "")}; "
                + $"leave {other} out.";
    }

    private JsonObject Written(string run) =>
        WireJson.Read(queue.SubmissionsOf(run)[0].Recipe, WireJson.Default.JsonObject);

    private RunOptions Options(string run) => Recipes.Merge(queue.SubmissionsOf(run), terms);

    /// <summary>
    /// The number of rounds before the tasks of a submission arrive: the round in progress is trained to its end, by every
    /// group. Those with lower numbers arrive first; one that others have overtaken arrives after them.
    /// </summary>
    private int Round(string run, int number = int.MaxValue)
    {
        var round = looks.Of(run).Round + 1;
        var last = queue.SubmissionsOf(run).Where(other => other.Number > number).Max(other => other.JoinedAfter);
        return last >= round ? last.Value + 1 : round;
    }
}
