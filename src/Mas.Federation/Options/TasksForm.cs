using Mas.Learning.Catalogues;
using Mas.Learning.Tasks;

namespace Mas.Federation.Options;

/// <summary>A set of tasks: their letters, each once.</summary>
public sealed class TasksForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "LETTERS";

    /// <inheritdoc/>
    public override string Expected =>
        $"letters of {Names(task => $"{task.Mark} ({task.Label})")}, each once";

    /// <inheritdoc/>
    public override string HelpEnd => $": {Names(task => $"{task.Mark} {task.Label}")}.";

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
        if (value is not string { Length: > 0 } text)
            return "empty";
        var unknown = string.Concat(text.Distinct().Where(
            letter => LearningCatalogue.Standard.Find($"{letter}") is null));
        if (unknown.Length > 0)
            return $"'{text}', where '{unknown}' is not a task";
        var repeated = string.Concat(text.Distinct().Where(letter => text.Count(other => other == letter) > 1));
        return repeated.Length > 0 ? $"'{text}', where '{repeated}' is listed more than once" : $"'{text}'";
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is string { Length: > 0 } text
        && text.Distinct().Count() == text.Length
        && text.All(letter => LearningCatalogue.Standard.Find($"{letter}") is not null);

    private static string Names(Func<LearningTask, string> name) =>
        string.Join(", ", LearningCatalogue.Standard.Tasks.Select(name));
}
