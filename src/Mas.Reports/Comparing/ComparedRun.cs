using Mas.Federation.Runs;
using Mas.Reports.Stories;

namespace Mas.Reports.Comparing;

/// <summary>One finished run of a comparison: a method with one seed.</summary>
/// <param name="Seed">The run's seed; runs of other methods with the same seed are its pairs.</param>
/// <param name="Story">The run as its journal tells it.</param>
/// <param name="Result">What came of it.</param>
public sealed record ComparedRun(ulong Seed, RunStory Story, ResultFile Result);
