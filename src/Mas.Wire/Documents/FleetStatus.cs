namespace Mas.Wire.Documents;

/// <summary>A fleet at one moment.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Devices">Every device that has joined, by client.</param>
/// <param name="Submissions">Every submission, the oldest first.</param>
/// <param name="Runs">Every run, the oldest first.</param>
public sealed record FleetStatus(
    DateTimeOffset Time,
    IReadOnlyList<DeviceStatus> Devices,
    IReadOnlyList<SubmissionStatus> Submissions,
    IReadOnlyList<RunStatus> Runs)
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidDataException">It is not the expected JSON.</exception>
    public static FleetStatus Parse(ReadOnlySpan<byte> bytes) =>
        WireJson.Read(bytes, WireJson.Default.FleetStatus, Protocol.LongestStatus);

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.FleetStatus);
}
