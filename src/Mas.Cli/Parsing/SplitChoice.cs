using System.CommandLine;
using Mas.Learning.Examples;

namespace Mas.Cli.Parsing;

/// <summary><c>--split</c>, the same wherever views of a data set are chosen.</summary>
internal static class SplitChoice
{
    private static readonly (string Name, Split Split)[] _splits =
        [("train", Split.Train), ("validation", Split.Validation), ("test", Split.Test)];

    private static string[] Names => [.. _splits.Select(split => split.Name)];

    /// <summary>The option; test views by default.</summary>
    /// <param name="description">What is chosen, without a full stop.</param>
    public static Option<string> Create(string description) =>
        Choice.OneOf("--split", "test", Names, $"{description}: {string.Join(", ", Names)}.");

    /// <summary>The split with a name that the option accepts.</summary>
    public static Split Of(string name) => _splits.First(split => split.Name == name).Split;
}
