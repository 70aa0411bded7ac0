using Mas.Federation.Options;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>The table of the options of a run.</summary>
public static class RunTable
{
    /// <summary>The table, with the methods and encoders there are.</summary>
    public static OptionTable<RunOptions> Standard { get; } = new(
        options => options with { },
        new Dictionary<string, IReadOnlyList<OptionWord>>
        {
            [nameof(RunOptions.Method)] =
                [.. RunMethod.All.Select(method => new OptionWord(method.Name, method.Summary))],
            [nameof(RunOptions.Encoder)] = [.. RunOptions.Encoders.Select(name => new OptionWord(name))],
        });

    /// <summary>The range of an option that is a whole number.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static IntegerRange Whole(string property) => ((WholeForm)Standard[property].Form).Range;

    /// <summary>The range of an option that is a number.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static RealRange Real(string property) => ((RealForm)Standard[property].Form).Range;
}
