namespace Mas.Federation.Options;

/// <summary>A member of an enumeration, written in lower case with hyphens: <c>first-order</c>.</summary>
/// <param name="type">The enumeration.</param>
internal sealed class ChoiceForm(Type type) : OptionForm
{
    private readonly (string Word, object Member)[] _members =
        [.. Enum.GetNames(type).Select(name => (OptionDefinition.NameOf(name), Enum.Parse(type, name)))];

    /// <inheritdoc/>
    public override string Placeholder => "NAME";

    /// <inheritdoc/>
    public override string Expected => $"one of {string.Join(", ", _members.Select(member => member.Word))}";

    /// <inheritdoc/>
    public override IReadOnlyList<OptionWord> Words => [.. _members.Select(member => new OptionWord(member.Word))];

    /// <summary>The word of a member.</summary>
    /// <param name="member">A member of an enumeration.</param>
    public static string WordOf(Enum member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return OptionDefinition.NameOf(member.ToString());
    }

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = _members.FirstOrDefault(member => member.Word == text).Member;
        return value is not null;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => value is Enum member ? WordOf(member) : null;

    /// <inheritdoc/>
    public override string Shown(object? value) => $"'{Text(value)}'";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => _members.Any(member => member.Member.Equals(value));
}
