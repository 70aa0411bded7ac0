using Mas.Federation.Options;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>The table of the options of a run.</summary>
public static class RunTable
{
    /// <summary>The table, which takes any name for what is chosen from a catalogue that is passed in.</summary>
    public static OptionTable<RunOptions> Standard { get; } =
        new(options => options with { });

    /// <summary>How sentences mention an option.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static OptionName Name(string property) => new(Standard[property].Name);

    /// <summary>The range of an option that is a whole number.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static IntegerRange Whole(string property) => ((WholeForm)Standard[property].Form).Range;

    /// <summary>The range of an option that is a number.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public static RealRange Real(string property) => ((RealForm)Standard[property].Form).Range;
}
