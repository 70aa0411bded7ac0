using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

/// <summary>
/// Tests that start processes, one at a time: each uses all cores, and some wait for a moment to come.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ProcessCollection : ICollectionFixture<TinyRuns>
{
    internal const string Name = "processes";
}
