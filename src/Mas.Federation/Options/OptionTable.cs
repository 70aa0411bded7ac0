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
    public OptionTable(Func<T, T> copy)
        : this(copy, Read())
    {
    }

    private OptionTable(Func<T, T> copy, IReadOnlyList<OptionDefinition> all)
    {
        (_copy, All) = (copy, all);
        foreach (var option in all)
        {
            _byProperty.Add(option.Property, option);
            _byName.Add(option.Name, option);
        }
    }

    /// <summary>All options, in the order of declaration.</summary>
    public IReadOnlyList<OptionDefinition> All { get; }

    /// <summary>All options by heading, in the order shown.</summary>
    public IEnumerable<IGrouping<string, OptionDefinition>> Sections =>
        All.GroupBy(option => option.Section).OrderBy(section => OptionSections.All.IndexOf(section.Key));

    /// <summary>The option that a property is.</summary>
    /// <param name="property">The property's name, as <c>nameof</c> gives it.</param>
    public OptionDefinition this[string property] => _byProperty[property];

    /// <summary>The option of a name such as <c>merge-rounds</c>, or null where there is none.</summary>
    public OptionDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The option of a key of JSON such as <c>mergeRounds</c>, or null where there is none.</summary>
    public OptionDefinition? FindJson(string key) => All.FirstOrDefault(option => option.JsonName == key);

    /// <summary>The table whose options of these properties choose from these words.</summary>
    /// <param name="words">By property, the words.</param>
    public OptionTable<T> Choosing(IReadOnlyDictionary<string, IReadOnlyList<OptionWord>> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new(_copy, [.. All.Select(option =>
            words.TryGetValue(option.Property, out var known) ? option.Choosing(known) : option)]);
    }

    /// <summary>The record with other values.</summary>
    /// <param name="options">The record, which stays as it is.</param>
    /// <param name="values">The values, each of its option's type.</param>
    public T With(T options, IEnumerable<(OptionDefinition Option, object? Value)> values)
    {
        var changed = _copy(options);
        foreach (var (option, value) in values)
        {
            option.Set(changed, value);
        }

        return changed;
    }

    /// <summary>The options whose values are invalid by themselves.</summary>
    public IEnumerable<OptionFault> Faults(T options) =>
        All.Select(option => option.Fault(option.Of(options))).OfType<OptionFault>();

    private static List<OptionDefinition> Read()
    {
        var (defaults, all) = (new T(), new List<OptionDefinition>());
        foreach (var property in typeof(T).GetProperties())
        {
            if (property.CanWrite && property.GetCustomAttribute<OptionAttribute>() is { } option)
            {
                all.Add(new OptionDefinition(property, option, defaults));
            }
        }

        return all;
    }
}
