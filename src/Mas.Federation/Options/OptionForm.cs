using System.Reflection;
using System.Text.Json;

namespace Mas.Federation.Options;

/// <summary>What the values of an option are, and how people write them.</summary>
public abstract class OptionForm
{
    /// <summary>What stands for a value in help: <c>N</c>.</summary>
    public abstract string Placeholder { get; }

    /// <summary>What a value must be, as the end of a sentence: <c>a whole number, 1 to 64</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>What help appends to an option's description, so that it says what the option may be.</summary>
    public virtual string HelpEnd => ".";

    /// <summary>The words it may be; empty where it is no choice among words.</summary>
    public virtual IReadOnlyList<OptionWord> Words => [];

    /// <summary>The kind of JSON that its values are: text, a number, or true and false.</summary>
    public virtual JsonValueKind JsonKind => JsonValueKind.String;

    /// <summary>Reads what a person wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, which may be out of range.</param>
    /// <returns>Whether the text is of this form.</returns>
    public abstract bool TryRead(string text, out object? value);

    /// <summary>Reads a value of JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="value">The value, which may be out of range.</param>
    /// <returns>Whether it is of this form.</returns>
    public virtual bool TryReadJson(JsonElement json, out object? value)
    {
        value = null;
        var kind = json.ValueKind is JsonValueKind.False ? JsonValueKind.True : json.ValueKind;
        return kind == JsonKind
            && TryRead(kind is JsonValueKind.String ? json.GetString()! : json.GetRawText(), out value);
    }

    /// <summary>A value as people write it, or null where there is none.</summary>
    public abstract string? Text(object? value);

    /// <summary>The value as a sentence quotes it.</summary>
    public virtual string Shown(object? value) => Text(value) ?? "left out";

    /// <summary>Whether a value is valid by itself.</summary>
    public abstract bool IsValid(object? value);

    /// <summary>The form of a property's values.</summary>
    /// <param name="property">The property.</param>
    /// <param name="option">Its declaration.</param>
    /// <exception cref="InvalidOperationException">The declaration lacks something.</exception>
    internal static OptionForm Of(PropertyInfo property, OptionAttribute option)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (option.Form is { } form)
        {
            return (OptionForm)Activator.CreateInstance(form)!;
        }

        if (type.IsEnum)
        {
            return new ChoiceForm(type);
        }

        if (option.Words.Length > 0)
        {
            return new WordForm([.. option.Words.Select(word => new OptionWord(word))], isExplained: false);
        }

        if (type == typeof(bool))
        {
            return new SwitchForm();
        }

        if (type == typeof(ulong))
        {
            return new SeedForm();
        }

        if (type == typeof(string))
        {
            return new FolderForm();
        }

        if (double.IsNaN(option.Minimum) || double.IsNaN(option.Maximum))
        {
            throw new InvalidOperationException($"The option {property.Name} has no range, minimum and maximum.");
        }

        if (type == typeof(int))
        {
            return new WholeForm(new((int)option.Minimum, (int)option.Maximum), option.MultipleOf, option.Zero);
        }

        if (type == typeof(double))
        {
            return new RealForm(
                new(option.Minimum, option.Maximum)
                {
                    ExcludesMinimum = option.ExcludesMinimum,
                    ExcludesMaximum = option.ExcludesMaximum,
                },
                option.Zero);
        }

        throw new InvalidOperationException($"The option {property.Name} has a type without a form, {type}.");
    }
}
