namespace Mas.Federation.Options;

/// <summary>A value per task, with commas between them; whether there are such tasks is seen with the run's own.</summary>
/// <param name="sign">What is between a task and its value.</param>
internal abstract class TaskValuesForm(char sign) : OptionForm
{
    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = text;
        return true;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => (string?)value;

    /// <inheritdoc/>
    public override string Shown(object? value) => value is null ? "left out" : $"'{value}'";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null
        || (TaskValues.Read((string)value, sign) is { } read && read.All(each => IsValue(each.Value))
            && read.DistinctBy(each => each.Task).Count() == read.Count);

    /// <summary>Whether a value of a task is valid by itself.</summary>
    private protected abstract bool IsValue(string written);
}
