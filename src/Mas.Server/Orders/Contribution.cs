namespace Mas.Server.Orders;

/// <summary>
/// What a client's device has done; <see cref="Mas.Wire.Documents.DeviceStatus"/> has fields of the same names.
/// </summary>
internal sealed record Contribution
{
    internal static Contribution None { get; } = new();

    internal int Answered { get; init; }

    internal int Lost { get; init; }

    internal int Refused { get; init; }

    internal long BytesUp { get; init; }

    internal long BytesDown { get; init; }

    internal double? Joules { get; init; }

    internal string? Work { get; init; }

    /// <summary>Why it failed its latest order, a sentence; null = it has answered one since, or failed none.</summary>
    internal string? Failure { get; init; }
}
