using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mas.Federation.Grouping;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>Recipes as the options of runs.</summary>
internal static class Recipes
{
    /// <summary>A recipe with nothing left open.</summary>
    internal static JsonObject Complete(JsonObject? recipe, RunOptions defaults)
    {
        // What fits the defaults' kind of data need not fit the recipe's.
        var options = RunRecipe.Apply(recipe, defaults);
        return RunRecipe.Of(
            options.SourceName == defaults.SourceName ? options : options.Fitting(RunRecipe.Stated(recipe)));
    }

    /// <summary>The task set of a run as the database keeps it, by marks.</summary>
    internal static string Tasks(RunOptions options) => TaskMarks.Write(options.TaskNames);

    /// <summary>A recipe as the database keeps it.</summary>
    internal static byte[] Bytes(JsonObject recipe) => Encoding.UTF8.GetBytes(recipe.ToJsonString());

    /// <summary>
    /// The options of a run that submissions are merged into, which have one recipe: of those that it began with, then with
    /// the tasks of those that have joined it since.
    /// </summary>
    /// <param name="merged">The submissions, the oldest first.</param>
    /// <param name="terms">What a recipe of an older version leaves open, and the methods there are.</param>
    internal static RunOptions Merge(IReadOnlyList<SubmissionRow> merged, QueueTerms terms)
    {
        var recipe = WireJson.Read(merged[0].Recipe, WireJson.Default.JsonObject);
        SubmissionRow[] first = [.. merged.Where(submission => submission.JoinedAfter is null)];
        var marks = first.SelectMany(submission => TaskMarks.Read(submission.Tasks)).Distinct();
        var budget = first.Min(submission => submission.Budget);
        var begun = Fit(
            RunRecipe.Apply(recipe, terms.Defaults), TaskMarks.Write([.. marks]), budget, terms.Catalogue.Methods);
        begun = begun with
        {
            LeaveAt = LeaveAt(begun.TaskNames, first.SelectMany(submission => FleetView.Losses(submission.LeaveAt))),
        };
        return merged.Where(submission => submission.JoinedAfter is not null)
            .OrderBy(submission => submission.JoinedAfter).ThenBy(submission => submission.Number)
            .Aggregate(begun, (options, joined) => Join(
                options, joined.Tasks, joined.JoinedAfter!.Value, FleetView.Losses(joined.LeaveAt)));
    }

    /// <summary>The options of a run that more tasks join; those it has already do not arrive again.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="tasks">The tasks, as people write them.</param>
    /// <param name="round">The number of rounds before they arrive.</param>
    /// <param name="leaveAt">By task letter, the losses at which they leave.</param>
    internal static RunOptions Join(
        RunOptions options, string tasks, int round, IReadOnlyDictionary<string, double> leaveAt)
    {
        string[] joining = [.. (options with { Tasks = tasks }).TaskNames.Where(task => !options.TaskNames.Contains(task))];
        return joining.Length == 0 ? options : options with
        {
            Tasks = TaskMarks.Write([.. options.TaskNames, .. joining]),
            Arrivals = Joined(joining.Select(task => $"{task}@{round}").Prepend(options.Arrivals)),
            LeaveAt = Joined([options.LeaveAt, LeaveAt(joining, leaveAt)]),
        };
    }

    /// <summary>
    /// Losses at which tasks leave, as options have them: of tasks that several submissions let leave, the lowest.
    /// </summary>
    /// <param name="tasks">The tasks that may leave.</param>
    /// <param name="losses">By task letter, losses; those of other tasks are left out.</param>
    /// <returns>Null where none leaves.</returns>
    internal static string? LeaveAt(IEnumerable<string> tasks, IEnumerable<KeyValuePair<string, double>> losses)
    {
        var lowest = losses.GroupBy(loss => loss.Key, loss => loss.Value).ToDictionary(task => task.Key, task => task.Min());
        return Joined(tasks.Where(lowest.ContainsKey)
            .Select(task => string.Create(CultureInfo.InvariantCulture, $"{task}={lowest[task]:R}")));
    }

    private static string? Joined(IEnumerable<string?> parts) =>
        string.Join(',', parts.OfType<string>()) is { Length: > 0 } joined ? joined : null;

    /// <summary>
    /// The options for these tasks, as <see cref="MethodCatalogue.Fit(RunOptions, string)"/>, with as many groups as the
    /// budget allows.
    /// </summary>
    internal static RunOptions Fit(RunOptions options, string tasks, double? budget, MethodCatalogue methods)
    {
        // What else the tasks of targets are than named, the devices' columns say when the run begins.
        var fitting = methods.Fit(RunData.WithTargets(options), tasks);
        return budget is { } most && methods.Find(fitting.Method) is { Splits: true }
            ? fitting with { Groups = GroupCount.Auto, Budget = most, ProbeStop = 0 } : fitting;
    }
}
