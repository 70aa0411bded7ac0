namespace Mas.Federation.Planning;

/// <summary>What a stage will take. Sums are over all its rounds and the clients selected in them.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Tasks">The letters of its tasks.</param>
/// <param name="Rounds">Its rounds.</param>
/// <param name="Orders">Orders to clients.</param>
/// <param name="Pictures">Pictures trained on, each as often as it is.</param>
/// <param name="Flops">Floating-point operations of training, two a multiply-add; probing included.</param>
/// <param name="SlowestFlops">Of every round the most that one client is asked for, summed.</param>
/// <param name="BytesDown">Bytes from server to clients.</param>
/// <param name="BytesUp">Bytes from clients to server.</param>
/// <param name="MemoryBytes">The most memory a client needs at once.</param>
public sealed record StageCost(
    string Stage, string Tasks, int Rounds, long Orders, long Pictures, double Flops, double SlowestFlops,
    long BytesDown, long BytesUp, long MemoryBytes);
