using Mas.Federation.Affinities;

namespace Mas.Cli.Verbs;

/// <summary>What <c>mas group</c> chooses by.</summary>
/// <param name="Tasks">The tasks' names; the order of rows and columns.</param>
/// <param name="Matrix">The affinities; the diagonal is what a task alone scores.</param>
internal sealed record GroupMatrices(IReadOnlyList<string> Tasks, AffinityMatrix Matrix)
{
    /// <summary>Where the diagonal comes from: <c>mean</c> or <c>file</c>; null if it is not used.</summary>
    public string? SelfAffinity { get; init; }

    /// <summary>What in the file is not used, as a sentence; null if all of it is.</summary>
    public string? Note { get; init; }

    /// <summary>A second matrix of the same tasks and its file, or null.</summary>
    public (string Path, AffinityMatrix Matrix)? Against { get; init; }

    /// <summary>What clients measured by round, and how many of them are made to lie; null for none.</summary>
    public (IReadOnlyDictionary<int, RoundAffinity> Rounds, int Count)? LiarsTo { get; init; }
}
