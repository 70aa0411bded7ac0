using Mas.Tests;
using Mas.Tests.Cli;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer($"Mas.Tests.{nameof(ProcessesFirst)}", "Mas.Tests")]

namespace Mas.Tests;

/// <summary>
/// Begins with the tests that start processes: they run one after another for as long as all others do two at a time, so
/// that begun late they would be alone at the end.
/// </summary>
public sealed class ProcessesFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == ProcessCollection.Name ? 0 : 1);
}
