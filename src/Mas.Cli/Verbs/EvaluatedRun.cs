using Mas.Federation.Runs;

namespace Mas.Cli.Verbs;

/// <summary>A run whose final models were evaluated anew.</summary>
/// <param name="Method">The method; of a comparison, its row.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Loss">The losses, each task by the model that serves it.</param>
internal sealed record EvaluatedRun(string Method, ulong Seed, LossSummary Loss);
