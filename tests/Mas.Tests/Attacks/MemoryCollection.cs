namespace Mas.Tests.Attacks;

/// <summary>Tests that measure how much memory the process holds: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryCollection
{
    internal const string Name = "memory";
}
