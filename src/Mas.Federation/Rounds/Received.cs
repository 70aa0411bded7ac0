using Mas.Federation.Journals;

namespace Mas.Federation.Rounds;

/// <summary>What a round keeps of a client's update once its weights are in the average.</summary>
/// <param name="Report">What the journal tells of it.</param>
/// <param name="Doubt">Why what it measured cannot be believed.</param>
/// <param name="Diverged">Whether a loss or a weight was not finite.</param>
/// <param name="Flops">Floating-point operations.</param>
/// <param name="CpuSeconds">Seconds of processor time.</param>
/// <param name="ProbeSeconds">Seconds of processor time that went into probing.</param>
/// <param name="BytesResent">Bytes of weights sent in failed attempts.</param>
internal sealed record Received(
    ClientReport Report, string? Doubt, bool Diverged, long Flops, double CpuSeconds, double ProbeSeconds,
    long BytesResent);
