using System.CommandLine;
using Mas.Learning.Data;

namespace Mas.Cli.Parsing;

/// <summary><c>--split</c>, the same everywhere.</summary>
internal static class SplitChoice
{
    /// <summary>The option; test views by default.</summary>
    /// <param name="description">What is chosen, as the beginning of a sentence.</param>
    public static Option<string> Create(string description) =>
        Choice.Word("--split", "NAME", "test", $"{description}: train, validation or test.");

    /// <summary>The split of that name; null, and a sentence more among the faults, where there is none.</summary>
    public static Split? Parse(string name, List<string> faults)
    {
        switch (name)
        {
            case "train":
                return Split.Train;
            case "validation":
                return Split.Validation;
            case "test":
                return Split.Test;
            default:
                faults.Add($"--split {name} is not known; it must be train, validation or test.");
                return null;
        }
    }
}
