using System.Text.Json.Serialization;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Wire.Documents;

/// <summary>What a client is asked to measure a model on.</summary>
public sealed record EvaluationDocument
{
    /// <summary>The group's tasks.</summary>
    public required IReadOnlyList<TaskDescription> Tasks { get; init; }

    /// <summary>The name of the encoder.</summary>
    public required string Encoder { get; init; }

    /// <summary>The name of the norm.</summary>
    public required string Norm { get; init; }

    /// <summary>Which of the client's views.</summary>
    public required Split Split { get; init; }

    /// <summary>The shape of what a model reads of an example.</summary>
    public required FieldShape Input { get; init; }

    /// <summary>The channels of the input that the model embeds, in their order; null (default) = none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChannelEmbedding>? Embeddings { get; init; }

    /// <summary>Views a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The model of the group.</summary>
    /// <param name="tasks">Its tasks, resolved.</param>
    public ModelDescription Model(IReadOnlyList<LearningTask> tasks) => new(Encoder, Input, tasks)
    {
        Norm = Norm,
        Embeddings = Embeddings ?? [],
    };
}
