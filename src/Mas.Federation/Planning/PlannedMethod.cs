namespace Mas.Federation.Planning;

/// <summary>What one method will take.</summary>
/// <param name="Name">The method as it was asked for.</param>
/// <param name="Operations">Floating-point operations of training, two a multiply-add; probing included.</param>
/// <param name="BytesDown">Bytes from server to clients.</param>
/// <param name="BytesUp">Bytes from clients to server.</param>
/// <param name="MemoryBytes">The most memory a client needs at once.</param>
/// <param name="CpuSeconds">Seconds of this machine's processor time.</param>
/// <param name="Seconds">Elapsed seconds on this machine.</param>
/// <param name="Joules">Joules on this machine.</param>
/// <param name="OperationsRatio">The mean operations as a share of one-by-one's.</param>
/// <param name="CpuSecondsRatio">The mean processor time as a share of one-by-one's.</param>
/// <param name="Devices">What it takes on every device.</param>
/// <param name="Refused">Why no device could hold it, as a sentence; null where one could.</param>
public sealed record PlannedMethod(
    string Name, PlannedRange Operations, PlannedRange BytesDown, PlannedRange BytesUp, PlannedRange MemoryBytes,
    PlannedRange CpuSeconds, PlannedRange Seconds, PlannedRange Joules, double OperationsRatio, double CpuSecondsRatio,
    IReadOnlyList<PlannedDevice> Devices, string? Refused);
