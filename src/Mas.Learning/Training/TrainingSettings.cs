using System.Text.Json.Serialization;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// How clients train: what an order says to all of them alike. It travels whole, in memory and over a wire, and its ranges
/// stand here once.
/// </summary>
public sealed record TrainingSettings
{
    /// <summary>The highest learning rate.</summary>
    public const double MostLearningRate = 10;

    /// <summary>The most passes over a client's examples in a round.</summary>
    public const int MostLocalEpochs = 1000;

    /// <summary>The most examples per step.</summary>
    public const int MostBatchSize = 1024;

    /// <summary>The most batches between two probes.</summary>
    public const int MostProbeEvery = 1_000_000;

    /// <summary>The longest that clipped gradients may be.</summary>
    public const double MostClipNorm = 1_000_000;

    /// <summary>The strongest pull of GradNorm.</summary>
    public const double MostRestoring = 10;

    /// <summary>The strongest hold of FedProx.</summary>
    public const double MostProximal = 100;

    private static readonly RealRange _learningRate = new(0, MostLearningRate);
    private static readonly RealRange _momentum = new(0, 1) { ExcludesMaximum = true };
    private static readonly RealRange _weightDecay = new(0, 1);
    private static readonly RealRange _clipNorm = new(0, MostClipNorm);
    private static readonly RealRange _restoring = new(0, MostRestoring);
    private static readonly RealRange _proximal = new(0, MostProximal);
    private static readonly IntegerRange _localEpochs = new(1, MostLocalEpochs);
    private static readonly IntegerRange _batchSize = new(1, MostBatchSize);
    private static readonly IntegerRange _probeEvery = new(0, MostProbeEvery);

    /// <summary>The name of the encoder.</summary>
    public required string Encoder { get; init; }

    /// <summary>The name of the norm; default <c>batch</c>.</summary>
    [JsonRequired]
    public string Norm { get; init; } = Norms.Batch.Name;

    /// <summary>The shape of what the model reads of an example.</summary>
    public required FieldShape Input { get; init; }

    /// <summary>The channels of the input that the model embeds, in their order; null (default) = none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChannelEmbedding>? Embeddings { get; init; }

    /// <summary>The learning rate, 0 to <see cref="MostLearningRate"/>.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The momentum of SGD, 0 or more and below 1; it starts from nothing in every order.</summary>
    public required double Momentum { get; init; }

    /// <summary>The weight decay of SGD, 0 to 1.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>
    /// The largest L2 norm of the gradients of a step over all weights; longer ones are scaled down to it, 0 to
    /// <see cref="MostClipNorm"/>; 0 (default) = none.
    /// </summary>
    [JsonRequired]
    public double ClipNorm { get; init; }

    /// <summary>Passes over the client's training examples, 1 to <see cref="MostLocalEpochs"/>.</summary>
    public required int LocalEpochs { get; init; }

    /// <summary>Examples per step, 1 to <see cref="MostBatchSize"/>.</summary>
    public required int BatchSize { get; init; }

    /// <summary>
    /// Batches from one affinity probe to the next, starting with the first; 0 (default) = none. Only steps on the plain
    /// sum of the losses are probed: see <see cref="StepRule.Gradients"/>.
    /// </summary>
    [JsonRequired]
    public int ProbeEvery { get; init; }

    /// <summary>How a probe measures; default look-ahead.</summary>
    [JsonRequired]
    public AffinityRule AffinityRule { get; init; }

    /// <summary>
    /// Whether batch norms keep the running statistics the model comes with and train with them, as they are evaluated
    /// (FixBN, Zhong, Chen and Chao, arXiv 2303.06530); default no: they train with the batch's, and learn from it.
    /// </summary>
    [JsonRequired]
    public bool FreezesNorms { get; init; }

    /// <summary>What a step is made of; default the plain rule.</summary>
    [JsonRequired]
    public StepRule Step { get; init; } = StepRule.Plain;

    /// <summary>The model of some tasks.</summary>
    public ModelDescription Model(IReadOnlyList<LearningTask> tasks) => new(Encoder, Input, tasks)
    {
        Norm = Norm,
        Embeddings = Embeddings ?? [],
    };

    /// <summary>What is wrong with the settings, a sentence each; empty where nothing is.</summary>
    /// <param name="what">What the sentences call them: <c>settings</c>.</param>
    public IEnumerable<string> Faults(string what) =>
    [
        .. CatalogueNames.Faults($"{what}.encoder", Encoder),
        .. CatalogueNames.Faults($"{what}.norm", Norm),
        .. Input.Faults($"{what}.input"),
        .. ChannelEmbedding.Faults($"{what}.embeddings", Input, Embeddings ?? []),
        .. _learningRate.Faults($"{what}.learningRate", LearningRate),
        .. _momentum.Faults($"{what}.momentum", Momentum),
        .. _weightDecay.Faults($"{what}.weightDecay", WeightDecay),
        .. _clipNorm.Faults($"{what}.clipNorm", ClipNorm),
        .. _localEpochs.Faults($"{what}.localEpochs", LocalEpochs),
        .. _batchSize.Faults($"{what}.batchSize", BatchSize),
        .. _probeEvery.Faults($"{what}.probeEvery", ProbeEvery),
        .. _restoring.Faults($"{what}.step.restoring", Step.Restoring),
        .. _proximal.Faults($"{what}.step.proximal", Step.Proximal),
        .. Enum.IsDefined(AffinityRule) ? [] : new[] { $"{what}.affinityRule is unknown." },
        .. Enum.IsDefined(Step.Gradients) ? [] : new[] { $"{what}.step.gradients is unknown." },
    ];
}
