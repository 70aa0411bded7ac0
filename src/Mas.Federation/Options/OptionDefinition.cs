using System.Globalization;
using System.Reflection;
using System.Text;

namespace Mas.Federation.Options;

/// <summary>An option: what it is called, what it may be, and where its value is. Immutable.</summary>
public sealed class OptionDefinition
{
    private readonly PropertyInfo _property;
    private readonly OptionAttribute _option;

    internal OptionDefinition(PropertyInfo property, OptionAttribute option, object defaults)
    {
        (_property, _option) = (property, option);
        Name = NameOf(property.Name);
        Form = OptionForm.Of(property, option);
        Default = property.GetValue(defaults);
    }

    private OptionDefinition(OptionDefinition option, OptionForm form)
    {
        (_property, _option, Name, Default) = (option._property, option._option, option.Name, option.Default);
        Form = form;
    }

    /// <summary>Its name: <c>merge-rounds</c>.</summary>
    public string Name { get; }

    /// <summary>Another name of it on command lines; null = none.</summary>
    public string? Alias => _option.Alias;

    /// <summary>Its key in JSON: <c>mergeRounds</c>.</summary>
    public string JsonName => JsonNameOf(Name);

    /// <summary>The label of its field in forms: "Merge rounds".</summary>
    public string Label =>
        _option.Label ?? char.ToUpperInvariant(Name[0]) + Name[1..].Replace('-', ' ');

    /// <summary>The heading it is listed under.</summary>
    public string Section => _option.Section;

    /// <summary>What it is and what it may be.</summary>
    public string Help => _option.Help + Form.HelpEnd;

    /// <summary>What its values are, and how people write them.</summary>
    public OptionForm Form { get; }

    /// <summary>Its default.</summary>
    public object? Default { get; }

    /// <summary>Its default in words; null = <see cref="Default"/> says it.</summary>
    public string? DefaultWords => _option.Default;

    /// <summary>Whether recipes have it.</summary>
    public bool IsInRecipes => !_option.OutsideRecipes;

    /// <summary>The name of a property's option.</summary>
    internal static string NameOf(string property)
    {
        var name = new StringBuilder();
        foreach (var letter in property)
        {
            if (char.IsUpper(letter) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }

    /// <summary>The key of an option in JSON.</summary>
    /// <param name="name">Its name.</param>
    internal static string JsonNameOf(string name)
    {
        var words = name.Split('-');
        return words[0] + string.Concat(words.Skip(1).Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase));
    }

    /// <summary>Its value.</summary>
    /// <param name="options">The options it is one of.</param>
    public object? Of(object options) => _property.GetValue(options);

    /// <summary>What is wrong with a value by itself; null = nothing.</summary>
    public OptionFault? Fault(object? value) => Form.IsValid(value) || (value is null && Default is null)
        ? null : OptionFault.Of(Name, Form.Shown(value), Form.Expected);

    /// <summary>What is wrong with a text; null = nothing.</summary>
    public OptionFault? TextFault(string text) =>
        Form.TryRead(text, out var value) ? Fault(value) : OptionFault.Of(Name, $"'{text}'", Form.Expected);

    /// <summary>The property that it is.</summary>
    internal string Property => _property.Name;

    /// <summary>The option where it chooses from these words.</summary>
    internal OptionDefinition Choosing(IReadOnlyList<OptionWord> words) =>
        new(this, new WordForm(words, isExplained: true));

    internal void Set(object options, object? value) => _property.SetValue(options, value);
}
