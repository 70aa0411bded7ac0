using System.Text.Json.Serialization;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Learning.Needs;

/// <summary>What is measured: a model, the size of its batches, and the threads that share a step.</summary>
public sealed record TimedModelOptions
{
    /// <summary>The name of the encoder. Default xception-half, the paper's for five tasks.</summary>
    public string Encoder { get; init; } = "xception-half";

    /// <summary>The tasks by their letters, each once. Default sdnkt.</summary>
    public string Tasks { get; init; } = TaskonomyTasks.StandardSet;

    /// <summary>What <see cref="Encoder"/> and <see cref="Tasks"/> choose from; default <see cref="LearningCatalogue.Standard"/>.</summary>
    [JsonIgnore]
    public LearningCatalogue Learning { get; init; } = LearningCatalogue.Standard;

    /// <summary>Width and height of the pictures in pixels, a multiple of 16. Default 64.</summary>
    public int ImageSize { get; init; } = 64;

    /// <summary>The shape of the examples; null, the default, = pictures of <see cref="ImageSize"/>.</summary>
    [JsonIgnore]
    public FieldShape? Input { get; init; }

    /// <summary>The channels of the examples that are embedded; default none.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChannelEmbedding> Embeddings { get; init; } = [];

    /// <summary>Pictures in a batch; at least 1. Default 16.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Threads that share the work; at least 1. Default: all processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Repetitions that are timed, after a warm-up; at least 1. Default 20.</summary>
    public int Steps { get; init; } = 20;
}
