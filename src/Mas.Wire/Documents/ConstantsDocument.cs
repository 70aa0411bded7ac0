using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Wire.Documents;

/// <summary>What a client is asked to test in place of a model: outputs that are the same in every pixel.</summary>
public sealed record ConstantsDocument
{
    /// <summary>The tasks.</summary>
    public required IReadOnlyList<TaskDescription> Tasks { get; init; }

    /// <summary>By task, a finite number per output channel; null = the task is not tested.</summary>
    public required IReadOnlyList<IReadOnlyList<float>?> Outputs { get; init; }

    /// <summary>Which of the client's views.</summary>
    public required Split Split { get; init; }

    /// <summary>The shape of what a model reads of an example.</summary>
    public required FieldShape Input { get; init; }
}
