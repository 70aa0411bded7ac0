namespace Mas.Federation.Planning;

/// <summary>What a method takes where every client is one kind of device; its stages one after the other.</summary>
/// <param name="Name">The device.</param>
/// <param name="Fits">Whether every stage fits its memory, at least for some choice of groups.</param>
/// <param name="Seconds">Elapsed seconds: each round waits for its slowest client.</param>
/// <param name="Joules">Joules of all clients together, while they work.</param>
public sealed record PlannedDevice(string Name, bool Fits, PlannedRange Seconds, PlannedRange Joules);
