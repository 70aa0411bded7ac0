namespace Mas.Federation.Planning;

/// <summary>A kind of device that clients may be. docs/reference/devices.md tells where the figures come from.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="OperationsPerSecond">Float32 operations a second that training sustains.</param>
/// <param name="Watts">What the whole device draws meanwhile.</param>
/// <param name="MemoryBytes">What training may take.</param>
/// <param name="DownBytesPerSecond">From the server.</param>
/// <param name="UpBytesPerSecond">To the server.</param>
/// <param name="Source">The source of the figures; empty if it is not stated.</param>
public sealed record DeviceProfile(
    string Name, double OperationsPerSecond, double Watts, double MemoryBytes, double DownBytesPerSecond,
    double UpBytesPerSecond, string Source = "")
{
    /// <summary>The figures by their keys in a file.</summary>
    internal IEnumerable<(string Key, double Value)> Figures =>
    [
        ("operationsPerSecond", OperationsPerSecond), ("watts", Watts), ("memoryBytes", MemoryBytes),
        ("downBytesPerSecond", DownBytesPerSecond), ("upBytesPerSecond", UpBytesPerSecond),
    ];

    /// <summary>Whether a client of a stage fits.</summary>
    public bool Holds(StageCost stage) => stage.MemoryBytes <= MemoryBytes;

    /// <summary>
    /// Seconds of a stage where every client is such a device: each round waits for its slowest client.
    /// </summary>
    public double Seconds(StageCost stage) =>
        (stage.SlowestFlops / OperationsPerSecond) + (stage.Rounds * TransferSeconds(stage));

    /// <summary>Joules of all clients of a stage, for as long as each is busy.</summary>
    public double Joules(StageCost stage) =>
        Watts * ((stage.Flops / OperationsPerSecond) + (stage.Orders * TransferSeconds(stage)));

    // All orders of a stage carry models of the same size.
    private double TransferSeconds(StageCost stage) =>
        ((stage.BytesDown / DownBytesPerSecond) + (stage.BytesUp / UpBytesPerSecond)) / stage.Orders;
}
