using Mas.Cli.Parsing;
using Mas.Federation.Catalogues;
using Mas.Federation.Runs;
using Mas.Learning.Catalogues;

namespace Mas.Tests;

/// <summary>What runs and devices of the tests choose from: what those of the command do.</summary>
internal static class TestCatalogue
{
    internal static LearningCatalogue Learning => CommandCatalogue.Learning;

    internal static RunCatalogue Runs => CommandCatalogue.Runs;

    /// <summary>The defaults, with these to choose from.</summary>
    internal static RunOptions Options { get; } = new() { Learning = Learning };
}
