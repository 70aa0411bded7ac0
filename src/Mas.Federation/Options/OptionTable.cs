using System.Reflection;

namespace Mas.Federation.Options;

/// <summary>
/// Every option of a record, read once from the <see cref="OptionAttribute"/> of its properties: the one list that
/// command lines, files, recipes, forms, checks and docs are made from. Immutable.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class OptionTable<T>
    where T : class, new()
{
    private readonly Func<T, T> _copy;
    private readonly Dictionary<string, OptionDefinition> _byProperty = [];
    private readonly Dictionary<string, OptionDefinition> _byName = [];

    /// <summary>The table of a record.</summary>
    /// <param name="copy">Makes a copy of a record, which is then changed.</param>
    /// <param name="words">By property, the words of options that choose from a catalogue.</param>
    public OptionTable(Func<T, T> copy, IReadOnlyDictionary<string, IReadOnlyList<OptionWord>> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        _copy = copy;
        var defaults = new T();
        foreach (var property in typeof(T).GetProperties())
        {
            if (property.GetCustomAttribute<OptionAttribute>() is { } option)
            {
                var definition = new OptionDefinition(
                    property, option, defaults, words.GetValueOrDefault(property.Name));
                _byProperty.Add(property.Name, definition);
                _byName.Add(definition.Name, definition);
            }
        }

        All = [.. _byProperty.Values];
        Sections = [.. OptionSections.All.Select(section =>
            (section, (IReadOnlyList<OptionDefinition>)[.. All.Where(option => option.Section == section)]))];
    }

    /// <summary>All options, in the order of declaration.</summary>
    public IReadOnlyList<OptionDefinition> All { get; }

    /// <summary>All options by heading, in the order shown.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<OptionDefinition> Options)> Sections { get; }

    /// <summary>The option that a property is.</summary>
    /// <param name="property">The property's name, as <c>nameof</c> gives it.</param>
    public OptionDefinition this[string property] => _byProperty[property];

    /// <summary>The option of a name such as <c>merge-rounds</c>, or null where there is none.</summary>
    public OptionDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The record with other values.</summary>
    /// <param name="options">The record, which stays as it is.</param>
    /// <param name="values">The values, each of its option's type.</param>
    public T With(T options, IEnumerable<(OptionDefinition Option, object? Value)> values)
    {
        var changed = _copy(options);
        foreach (var (option, value) in values)
            option.Set(changed, value);
        return changed;
    }

    /// <summary>The options whose values are invalid by themselves.</summary>
    public IEnumerable<OptionFault> Faults(T options) =>
        All.Select(option => option.Fault(option.Of(options))).OfType<OptionFault>();
}
