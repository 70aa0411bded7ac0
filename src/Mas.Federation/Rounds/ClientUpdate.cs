using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>A client's update and what it cost the machine that simulated the client.</summary>
/// <param name="Update">What the client sent.</param>
/// <param name="CpuSeconds">Processor seconds the client used.</param>
public sealed record ClientUpdate(Update Update, double CpuSeconds);
