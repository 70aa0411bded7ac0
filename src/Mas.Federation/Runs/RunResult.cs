namespace Mas.Federation.Runs;

/// <summary>A run at its end.</summary>
/// <param name="Directory">The run folder.</param>
/// <param name="Result">What <c>result.json</c> says.</param>
public sealed record RunResult(string Directory, ResultFile Result);
