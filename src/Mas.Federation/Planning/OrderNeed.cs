namespace Mas.Federation.Planning;

/// <summary>What the largest order of a run takes of a device.</summary>
/// <param name="Tasks">Letters of the group that needs the most memory.</param>
/// <param name="MemoryBytes">Memory to train in, the program itself not counted.</param>
/// <param name="Flops">Floating-point operations of the longest order.</param>
/// <param name="ModelBytes">Bytes of the largest model, sent either way.</param>
public sealed record OrderNeed(string Tasks, long MemoryBytes, double Flops, long ModelBytes);
