using Mas.Federation.Catalogues;
using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>What is wrong with a submission: all of it at once, each fault a sentence.</summary>
internal static class SubmissionFaults
{
    private static readonly string _budget = RunTable.Standard[nameof(RunOptions.Budget)].Name;
    private static readonly RealRange _budgets = new(0, double.PositiveInfinity) { ExcludesMinimum = true };
    private static readonly IntegerRange _priorities = new(1, SubmissionDocument.HighestPriority);

    /// <summary>The faults, and what the server's owner does not allow.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="options">The options of a run of this submission alone.</param>
    /// <param name="budget">Its budget; null = none.</param>
    /// <param name="single">Whether models of fewer clients than the smallest cohort are allowed.</param>
    /// <param name="terms">What runs choose from, and what the owner allows.</param>
    /// <param name="now">The time.</param>
    internal static IReadOnlyList<string> Of(
        SubmissionDocument asked, RunOptions options, double? budget, bool single, QueueTerms terms,
        DateTimeOffset now) =>
    [
        .. Of(asked, options, terms.Catalogue, now),
        .. terms.Policy.Faults(options, budget, single, terms.Catalogue.Methods),
    ];

    private static IReadOnlyList<string> Of(
        SubmissionDocument asked, RunOptions options, RunCatalogue catalogue, DateTimeOffset now) =>
        TaskMarks.Read(asked.Tasks).Count > Most(options)
            ? Fault($"--tasks has {Plural.Of(TaskMarks.Read(asked.Tasks).Count, "letter")}; there are "
                + $"{Plural.Of(Most(options), "task")}, each once at most.")
            : [.. All(asked, options, catalogue, now).Distinct()];

    private static string[] All(
        SubmissionDocument asked, RunOptions options, RunCatalogue catalogue, DateTimeOffset now) =>
    [
        .. Recipes.Tasks(options).Length <= FleetDatabase.LongestTasks
            ? [] : Fault($"--tasks has more than {FleetDatabase.LongestTasks} characters."),
        .. RunRecipe.Faults(asked.Recipe),
        .. catalogue.Faults(options).Where(fault => asked.Budget is null || fault.Option != _budget)
            .Select(fault => fault.Sentence(OptionSpelling.Command)),
        .. asked.Priority is { } priority ? _priorities.Faults("--priority", priority) : [],
        .. asked.Deadline is not { } deadline || deadline > now
            ? [] : Fault($"--deadline {deadline.UtcDateTime:u} has passed already."),
        .. asked.Budget is { } budget ? _budgets.Faults("--budget", budget) : [],
        .. asked.Budget is null || Splits(options, catalogue.Methods)
            ? [] : Fault($"--budget is for {catalogue.Methods.Splitting}, which chooses its groups, "
                + $"not for {options.Method}."),
        .. !asked.Hold || Splits(options, catalogue.Methods)
            ? [] : Fault($"--hold is for {catalogue.Methods.Splitting}, which has a split to approve, "
                + $"not for {options.Method}."),
        .. asked.LeaveAt is null || Splits(options, catalogue.Methods)
            ? [] : Fault($"--leave-at needs {catalogue.Methods.Splitting}, whose groups tasks can leave; "
                + $"the method is {options.Method}."),
        .. (asked.LeaveAt?.Keys ?? []).Where(task => !IsTask(asked, options, task))
            .Select(task => Stranger("--leave-at", task, asked, options)),
        .. (asked.Labels ?? new Dictionary<string, string>()).SelectMany(label => Labels(asked, options, label)),
        .. (asked.Wanted ?? new Dictionary<string, double>()).SelectMany(wanted => Wanted(asked, options, wanted)),
    ];

    /// <summary>Whether there is a split, or something else is wrong.</summary>
    private static bool Splits(RunOptions options, MethodCatalogue methods) =>
        options.TaskNames.Count == 1 || methods.Find(options.Method) is not { Splits: false };

    private static IEnumerable<string> Wanted(
        SubmissionDocument asked, RunOptions options, KeyValuePair<string, double> wanted)
    {
        if (!IsTask(asked, options, wanted.Key))
        {
            yield return Stranger("--wanted", wanted.Key, asked, options);
        }

        if (!double.IsFinite(wanted.Value))
        {
            yield return $"--wanted {wanted.Key} must be finite: a loss on the test examples.";
        }
    }

    private static IEnumerable<string> Labels(
        SubmissionDocument asked, RunOptions options, KeyValuePair<string, string> label)
    {
        if (!IsTask(asked, options, label.Key))
        {
            yield return Stranger("--labels", label.Key, asked, options);
        }

        if (!LabelSource.IsName(label.Value ?? ""))
        {
            yield return $"--labels {label.Key} must name a source: {LabelSource.Rule}.";
        }
    }

    // By mark, as everything after it asks: an id would be taken and have no effect.
    private static bool IsTask(SubmissionDocument asked, RunOptions options, string letter) =>
        Marks(asked, options).Contains(letter);

    private static int Most(RunOptions options) => options.Learning.Tasks.Count + (options.OwnTasks?.Count ?? 0);

    private static IReadOnlyList<string> Marks(SubmissionDocument asked, RunOptions options) =>
        (options with { Tasks = asked.Tasks }).TaskNames;

    private static string Stranger(string option, string letter, SubmissionDocument asked, RunOptions options) =>
        $"{option}: {letter} is not one of the tasks {TaskMarks.Write(Marks(asked, options)).TrimEnd(',')}.";

    private static string[] Fault(string sentence) => [sentence];
}
