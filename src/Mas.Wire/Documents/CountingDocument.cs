namespace Mas.Wire.Documents;

/// <summary>What a client is asked to count: how often each target value occurs in its training views.</summary>
public sealed record CountingDocument
{
    /// <summary>The letters of the tasks.</summary>
    public required string Tasks { get; init; }

    /// <summary>Width and height of the pictures in pixels.</summary>
    public required int ImageSize { get; init; }
}
