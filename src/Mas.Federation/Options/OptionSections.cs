using System.Collections.Immutable;

namespace Mas.Federation.Options;

/// <summary>The headings that options of a run are listed under.</summary>
public static class OptionSections
{
    /// <summary>Tasks and methods.</summary>
    public const string Learning = "What to learn";

    /// <summary>Where pictures come from.</summary>
    public const string Data = "Data";

    /// <summary>How rounds go.</summary>
    public const string Rounds = "Rounds and clients";

    /// <summary>How affinities are measured and groups chosen.</summary>
    public const string Splitting = "Measuring and splitting";

    /// <summary>The network and its optimiser.</summary>
    public const string Training = "Model and training";

    /// <summary>How the work is done, and where its results go.</summary>
    public const string Results = "Running and results";

    /// <summary>All of them, in the order shown.</summary>
    public static ImmutableArray<string> All { get; } = [Learning, Data, Rounds, Splitting, Training, Results];
}
