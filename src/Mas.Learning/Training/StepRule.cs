using System.Text.Json.Serialization;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;

namespace Mas.Learning.Training;

/// <summary>
/// What a client's step is made of, beyond the rates of SGD. Plain data, a part of an <see cref="Order"/>.
/// </summary>
public sealed record StepRule
{
    private static readonly GradientProgram[] _programs = [GradNorm.Program, PcGrad.Program];

    /// <summary>The plain rule: the sum of the losses and nothing else.</summary>
    public static StepRule Plain { get; } = new();

    /// <summary>How the losses become gradients; default their sum.</summary>
    [JsonRequired]
    public GradientRule Gradients { get; init; } = GradientRule.Sum;

    /// <summary>
    /// How strongly <see cref="GradientRule.GradNorm"/> pulls tasks to one training rate, its alpha; 0 or more, default
    /// 1.5 (Chen et al., ICML 2018). Nothing else reads it.
    /// </summary>
    [JsonRequired]
    public double Restoring { get; init; } = 1.5;

    /// <summary>
    /// How strongly the global model holds a client back, the mu of FedProx (Li et al., MLSys 2020): mu / 2 times the
    /// squared distance is added to the loss. 0 or more, default 0.
    /// </summary>
    [JsonRequired]
    public double Proximal { get; init; }

    /// <summary>What names of stages are marked with; empty for the plain rule.</summary>
    [JsonIgnore]
    public string Mark => Program?.Mark ?? (Proximal > 0 ? "fedprox" : "");

    /// <summary>Whether a step learns how much each task's loss counts, which is sent along from round to round.</summary>
    [JsonIgnore]
    public bool KeepsBalance => Program?.KeepsBalance ?? false;

    private GradientProgram? Program => Array.Find(_programs, program => program.Rule == Gradients);

    /// <summary>The rule at work for one order; null = the plain one, <see cref="TrainingStep"/>.</summary>
    /// <param name="tasks">The number of tasks.</param>
    /// <param name="balance">Where gradnorm goes on from; null = from equal weights.</param>
    /// <param name="seed">The order's.</param>
    internal IStepGradients? Begin(int tasks, LossBalance? balance, Seed seed) =>
        Gradients == GradientRule.Sum ? null
        : Program is { } program ? program.Begin(this, tasks, balance, seed)
        : throw new InvalidOperationException($"{Gradients} is a rule without a program.");

    /// <summary>
    /// Bytes a device needs to carry out an order by this rule: the model as it came, as it is trained and as it goes
    /// back, gradients, momentum, for a proximal term the weights once more, and the tensors of a step.
    /// </summary>
    /// <param name="layout">The model's.</param>
    /// <param name="tensorBytes">The most bytes of tensors there are at once.</param>
    internal long MemoryBytes(TensorLayout layout, long tensorBytes) =>
        ((Proximal > 0 ? 6L : 5L) * layout.Count * sizeof(float)) + tensorBytes;
}
