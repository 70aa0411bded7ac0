namespace Mas.Federation.Options;

/// <summary>One of several words.</summary>
/// <param name="words">The words.</param>
/// <param name="isExplained">Whether help lists the words; else the option's own help does.</param>
internal sealed class WordForm(IReadOnlyList<OptionWord> words, bool isExplained) : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "NAME";

    /// <inheritdoc/>
    public override string Expected => $"one of {string.Join(", ", words.Select(word => word.Name))}";

    /// <inheritdoc/>
    public override string HelpEnd => !isExplained ? "."
        : words.All(word => word.Meaning is not null)
            ? $":{string.Concat(words.Select(word => $"\n- {word.Name}: {word.Meaning}"))}"
            : $": {string.Join(", ", words.Select(word => word.Name))}.";

    /// <inheritdoc/>
    public override IReadOnlyList<OptionWord> Words => words;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = text;
        return true;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => (string?)value;

    /// <inheritdoc/>
    public override string Shown(object? value) => $"'{value}'";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => words.Any(word => word.Name == (string?)value);
}
