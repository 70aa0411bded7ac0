using Mas.Engine.Parameters;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Aggregation;

/// <summary>Updates that say little but their weights.</summary>
internal static class SentModels
{
    internal static Update Of(
        string client, NamedTensors? weights, int samples, IReadOnlyList<MeanLoss>? losses = null) => new()
        {
            Client = client,
            Parameters = weights,
            Samples = samples,
            Losses = losses ?? [],
            Affinity = null,
            Probes = 0,
            Fault = null,
            Flops = 0,
            WallSeconds = 0,
            CpuSeconds = 0,
            ProbeSeconds = 0,
        };
}
