using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// What a client is asked to do in a round. Plain data: it passes in memory to a simulated client and over a wire to a
/// device, unchanged.
/// </summary>
public sealed record Order
{
    /// <summary>The stage the round belongs to, by name.</summary>
    public required string Stage { get; init; }

    /// <summary>The round, counted from 1 over the whole run.</summary>
    public required int Round { get; init; }

    /// <summary>The client asked, by name.</summary>
    public required string Client { get; init; }

    /// <summary>Among how many clients the model is averaged; default: the client is alone.</summary>
    public Cohort Cohort { get; init; } = Cohort.Single;

    /// <summary>The group's tasks.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }

    /// <summary>The name of the encoder.</summary>
    public required string Encoder { get; init; }

    /// <summary>The name of the norm; default <c>batch</c>.</summary>
    public string Norm { get; init; } = Norms.Batch.Name;

    /// <summary>The model to train.</summary>
    public ModelDescription Describe() => new(Encoder, Input, Tasks) { Norm = Norm };

    /// <summary>The global model to start from; read, never written.</summary>
    public required NamedTensors Parameters { get; init; }

    /// <summary>The learning rate of the round.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The momentum of SGD, 0 or more and below 1; it starts from nothing in every order.</summary>
    public required double Momentum { get; init; }

    /// <summary>The weight decay of SGD, 0 or more.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>The shape of what the model reads of an example.</summary>
    public required FieldShape Input { get; init; }

    /// <summary>Passes over the client's training views; at least 1.</summary>
    public required int LocalEpochs { get; init; }

    /// <summary>Views a step; at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>
    /// Batches from one affinity probe to the next, starting with the first; 0 = none. Only steps on the plain sum of
    /// the losses are probed: see <see cref="StepRule.Gradients"/>.
    /// </summary>
    public required int ProbeEvery { get; init; }

    /// <summary>How a probe measures; default look-ahead.</summary>
    public AffinityRule AffinityRule { get; init; }

    /// <summary>
    /// Whether batch norms keep the running statistics the model comes with and train with them, as they are evaluated
    /// (FixBN, Zhong, Chen and Chao, arXiv 2303.06530); default no: they train with the batch's, and learn from it.
    /// </summary>
    public bool FreezesNorms { get; init; }

    /// <summary>What a step is made of; default the plain rule.</summary>
    public StepRule Step { get; init; } = StepRule.Plain;

    /// <summary>
    /// Where <see cref="GradientRule.GradNorm"/> goes on from; null = from equal weights, and for other rules.
    /// </summary>
    public LossBalance? Balance { get; init; }

    /// <summary>The source of the order of views, of flips and of whatever else the step draws.</summary>
    public required Seed Seed { get; init; }
}
