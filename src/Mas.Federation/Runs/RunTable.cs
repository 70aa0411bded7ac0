using Mas.Federation.Options;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>The table of the options of a run.</summary>
public static class RunTable
{
    /// <summary>The table, which takes any name for what is chosen from a catalogue that is passed in.</summary>
    public static OptionTable<RunOptions> Standard { get; } = With(new Dictionary<string, IReadOnlyList<OptionWord>>());

    /// <summary>How sentences mention an option.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static OptionName Name(string property) => new(Standard[property].Name);

    /// <summary>The table with the names that are in a catalogue.</summary>
    /// <param name="names">By property, the names with what they mean.</param>
    internal static OptionTable<RunOptions> With(IReadOnlyDictionary<string, IReadOnlyList<OptionWord>> names) => new(
        options => options with { },
        new Dictionary<string, IReadOnlyList<OptionWord>>(names)
        {
            [nameof(RunOptions.Encoder)] = [.. RunOptions.Encoders.Select(name => new OptionWord(name))],
        });

    /// <summary>The range of an option that is a whole number.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static IntegerRange Whole(string property) => ((WholeForm)Standard[property].Form).Range;

    /// <summary>The range of an option that is a number.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static RealRange Real(string property) => ((RealForm)Standard[property].Form).Range;
}
