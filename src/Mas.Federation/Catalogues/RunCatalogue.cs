using Mas.Federation.Aggregation;
using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Catalogues;

namespace Mas.Federation.Catalogues;

/// <summary>What a run can choose from by name. Immutable; pass another to add to it.</summary>
/// <example>
/// <code>
/// var catalogue = RunCatalogue.Standard.With(new InPairs());
/// FederatedRun.Start(options with { Method = "in-pairs" }, catalogue, RunObserver.None, cancellation);
/// </code>
/// </example>
public sealed record RunCatalogue
{
    /// <summary>What comes with Mas.</summary>
    public static RunCatalogue Standard { get; } = new();

    /// <summary>The methods.</summary>
    public MethodCatalogue Methods { get; init; } = MethodCatalogue.Standard;

    /// <summary>The rules by which the updates of a round become one model.</summary>
    public AggregationCatalogue AggregationRules { get; init; } = AggregationCatalogue.Standard;

    /// <summary>What clients need to carry out an order: tasks, objectives, parts of models, kinds of data.</summary>
    public LearningCatalogue Learning { get; init; } = LearningCatalogue.Standard;

    /// <summary>This catalogue and more methods.</summary>
    /// <param name="methods">The methods.</param>
    /// <exception cref="ArgumentException">A name is not valid, or is taken.</exception>
    public RunCatalogue With(params IReadOnlyList<Method> methods) => this with { Methods = Methods.With(methods) };

    /// <summary>This catalogue and more aggregation rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <exception cref="ArgumentException">A name is not valid, or is taken.</exception>
    public RunCatalogue With(params IReadOnlyList<IAggregationRule> rules) =>
        this with { AggregationRules = AggregationRules.With(rules) };

    /// <summary>The table of options, with the names that this catalogue has.</summary>
    public OptionTable<RunOptions> Table() => RunTable.Standard.Choosing(
        new Dictionary<string, IReadOnlyList<OptionWord>>
        {
            [nameof(RunOptions.Method)] =
                [.. Methods.Methods.Select(method => new OptionWord(method.Name, method.Summary))],
            [nameof(RunOptions.Aggregation)] =
                [.. AggregationRules.Rules.Select(rule => new OptionWord(rule.Name, rule.Summary))],
            [nameof(RunOptions.Encoder)] = [.. Learning.Encoders.Select(encoder => new OptionWord(encoder.Name))],
            [nameof(RunOptions.Source)] =
                [.. Learning.Sources.Select(source => new OptionWord(source.Name, source.Summary))],
        });

    /// <summary>The options with what this catalogue has to choose from.</summary>
    public RunOptions For(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Learning = Learning };
    }

    /// <summary>Every fault of options; empty where they can be run.</summary>
    /// <param name="options">The options.</param>
    public IReadOnlyList<OptionFault> Faults(RunOptions options)
    {
        options = For(options);
        return AggregationRules.Find(options.Aggregation) is null
            ? [.. Methods.Faults(options), AggregationRules.Unknown(options.Aggregation)] : Methods.Faults(options);
    }

    /// <summary>Every fault of options, a sentence each.</summary>
    /// <param name="options">The options.</param>
    /// <param name="spelling">How the names of options are written.</param>
    public IReadOnlyList<string> Faults(RunOptions options, OptionSpelling spelling) =>
        [.. Faults(options).Select(fault => fault.Sentence(spelling))];

    /// <summary>Refuses options that have faults.</summary>
    /// <exception cref="InputException">They have; the message names all.</exception>
    internal void Check(RunOptions options)
    {
        var faults = Faults(options, OptionSpelling.Command);
        if (faults.Count > 0)
        {
            throw new InputException(string.Join(Environment.NewLine, faults));
        }
    }
}
