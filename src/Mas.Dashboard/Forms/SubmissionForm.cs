using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Wire.Documents;

namespace Mas.Dashboard.Forms;

/// <summary>A submission as a user fills it in: an empty field takes the server's default.</summary>
/// <param name="offered">The tasks that can be chosen.</param>
internal sealed class SubmissionForm(IReadOnlyList<LearningTask> offered)
{
    /// <summary>The tasks that can be chosen.</summary>
    internal IReadOnlyList<LearningTask> Offered => offered;

    /// <summary>By task mark, whether it is to be learned.</summary>
    internal Dictionary<string, bool> Chosen { get; } = offered.ToDictionary(task => task.Mark, _ => false);

    /// <summary>By task mark, the test loss that is wanted.</summary>
    internal Dictionary<string, double?> Wanted { get; } = offered.ToDictionary(task => task.Mark, _ => (double?)null);

    /// <summary>By task mark, where its labels are to come from; empty = from anywhere.</summary>
    internal Dictionary<string, string?> Labels { get; } = offered.ToDictionary(task => task.Mark, _ => (string?)null);

    /// <summary>The weight, 1 to 100.</summary>
    internal int? Priority { get; set; } = SubmissionDocument.StandardPriority;

    /// <summary>When it is too late, as a browser says it: UTC, without a zone; empty = never.</summary>
    internal DateTime? Deadline { get; set; }

    /// <summary>The most operations, as a share of one-by-one's.</summary>
    internal double? Budget { get; set; }

    /// <summary>Whether the split is held for approval.</summary>
    internal bool Hold { get; set; }

    /// <summary>The run that the tasks are to join; empty = they wait for one.</summary>
    internal string? Join { get; set; }

    /// <summary>By option, how to train, as a user writes it; empty = the server's default.</summary>
    internal Dictionary<OptionDefinition, string> Recipe { get; } =
        RunRecipe.Options.ToDictionary(option => option, _ => "");

    /// <summary>By field, what is wrong with the text in it: a field whose text is not a number has no value.</summary>
    internal SortedDictionary<string, string> Unread { get; } = new(StringComparer.Ordinal);

    /// <summary>The faults found before the server is asked, a sentence each.</summary>
    internal IReadOnlyList<string> Faults =>
    [
        .. Tasks.Length == 0 ? ["Tasks: choose at least one."] : Array.Empty<string>(),
        .. Unread.Values,
        .. Stated.Select(stated => stated.Key.TextFault(stated.Value)?.Sentence(FormWords.Spelling)).OfType<string>(),
    ];

    /// <summary>The tasks that are chosen.</summary>
    internal IEnumerable<LearningTask> Asked => offered.Where(task => Chosen[task.Mark]);

    /// <summary>Their marks.</summary>
    internal string Tasks => TaskMarks.Write([.. Asked.Select(task => task.Mark)]);

    /// <summary>By task mark, the sources that are asked for: those of tasks that are chosen.</summary>
    internal Dictionary<string, string> Sources => Labels
        .Where(label => !string.IsNullOrWhiteSpace(label.Value) && Chosen[label.Key])
        .ToDictionary(label => label.Key, label => label.Value!.Trim());

    /// <summary>What is asked for.</summary>
    internal SubmissionDocument ToDocument() => new()
    {
        Tasks = Tasks,
        Priority = Priority,
        Deadline = Deadline is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null,
        Budget = Budget,
        Hold = Hold,
        Join = string.IsNullOrWhiteSpace(Join) ? null : Join.Trim(),
        Wanted = Wanted.Any(Counts)
            ? Wanted.Where(Counts).ToDictionary(
                wanted => wanted.Key, wanted => wanted.Value!.Value)
            : null,
        Labels = Sources.Count > 0 ? Sources : null,
        Recipe = Stated.Any() ? RunRecipe.Of(
            RunTable.Standard.With(new RunOptions(), Stated.Select(stated => (stated.Key, Read(stated)))),
            Stated.Select(stated => stated.Key)) : null,
    };

    private IEnumerable<KeyValuePair<OptionDefinition, string>> Stated =>
        Recipe.Where(stated => !string.IsNullOrWhiteSpace(stated.Value));

    private static object? Read(KeyValuePair<OptionDefinition, string> stated) =>
        stated.Key.Form.TryRead(stated.Value, out var value) ? value : stated.Key.Default;

    // A loss wanted of a task that was then taken out again is not asked for.
    private bool Counts(KeyValuePair<string, double?> wanted) => wanted.Value is not null && Chosen[wanted.Key];
}
