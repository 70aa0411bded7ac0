using Mas.Federation.Options;
using Mas.Learning;

namespace Mas.Federation.Aggregation;

/// <summary>The aggregation rules a run can choose from. Immutable.</summary>
public sealed class AggregationCatalogue
{
    private AggregationCatalogue(IReadOnlyList<IAggregationRule> rules) => Rules = rules;

    /// <summary>What a run uses that names no rule.</summary>
    public static IAggregationRule Default { get; } = new WeightedMean();

    /// <summary>The rules of the house, in the order they are shown in.</summary>
    public static AggregationCatalogue Standard { get; } = new([Default, new Median()]);

    /// <summary>The rules, in the order they are shown in.</summary>
    public IReadOnlyList<IAggregationRule> Rules { get; }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => [.. Rules.Select(rule => rule.Name)];

    /// <summary>These rules and more.</summary>
    /// <param name="more">The others.</param>
    /// <exception cref="ArgumentException">A name is not valid, or is taken.</exception>
    public AggregationCatalogue With(params IReadOnlyList<IAggregationRule> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        AggregationCatalogue whole = new([.. Rules, .. more]);
        CatalogueNames.Check(whole.Names);
        return whole;
    }

    /// <summary>The rule of a name, or null where there is none.</summary>
    public IAggregationRule? Find(string name) => Rules.FirstOrDefault(rule => rule.Name == name);

    /// <summary>The rule of a name.</summary>
    /// <exception cref="InputException">The name is unknown; the message lists the known ones.</exception>
    public IAggregationRule Of(string name) =>
        Find(name) ?? throw new InputException(Unknown(name).Sentence(OptionSpelling.Command));

    /// <summary>What is wrong with a name that no rule has.</summary>
    internal OptionFault Unknown(string name) =>
        OptionFault.Of("aggregation", $"'{name}'", $"one of {string.Join(", ", Names)}");
}
