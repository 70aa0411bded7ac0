using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Wire.Documents;

/// <summary>What a client is asked to count: how often each target value occurs in its training views.</summary>
public sealed record CountingDocument
{
    /// <summary>The tasks.</summary>
    public required IReadOnlyList<TaskDescription> Tasks { get; init; }

    /// <summary>The shape of what a model reads of an example.</summary>
    public required FieldShape Input { get; init; }
}
