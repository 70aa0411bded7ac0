using Mas.Learning.Catalogues;
using Mas.Learning.Tasks;

namespace Mas.Federation.Options;

/// <summary>A set of tasks: their letters, each once.</summary>
internal sealed class TasksForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "LETTERS";

    /// <inheritdoc/>
    public override string Expected => ExpectedOf(LearningCatalogue.Standard.Tasks);

    /// <inheritdoc/>
    public override string HelpEnd =>
        $": {string.Join(", ", LearningCatalogue.Standard.Tasks.Select(task => $"{task.Mark} {task.Label}"))}.";

    /// <summary>What is expected where the tasks to choose from are these.</summary>
    internal static string ExpectedOf(IReadOnlyList<LearningTask> tasks) =>
        (tasks.All(task => task.Mark.Length == 1) ? "letters of " : "names with commas between them, of ")
        + $"{string.Join(", ", tasks.Select(task => $"{task.Mark} ({task.Label})"))}, each once";

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = text;
        return true;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => (string?)value;

    /// <inheritdoc/>
    public override string Shown(object? value)
    {
        if (value is not string { Length: > 0 } written)
        {
            return "empty";
        }

        string[] repeated =
        [
            .. TaskMarks.Read(written).CountBy(name => name).Where(name => name.Value > 1).Select(name => name.Key),
        ];
        return repeated.Length > 0
            ? $"'{written}', where '{TaskMarks.Write(repeated)}' is listed more than once" : $"'{written}'";
    }

    /// <summary>Whether it names tasks, each once; whether there are such tasks is seen with the run's own.</summary>
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is string { Length: > 0 } written
        && TaskMarks.Read(written) is { Count: > 0 } names && names.Distinct().Count() == names.Count;
}
