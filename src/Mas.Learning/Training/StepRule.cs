namespace Mas.Learning.Training;

/// <summary>
/// What a client's step is made of, beyond the rates of SGD. Plain data, a part of an <see cref="Order"/>.
/// </summary>
public sealed record StepRule
{
    /// <summary>The plain rule: the sum of the losses and nothing else.</summary>
    public static StepRule Plain { get; } = new();

    /// <summary>How the losses become gradients; default their sum.</summary>
    public GradientRule Gradients { get; init; } = GradientRule.Sum;

    /// <summary>
    /// How strongly <see cref="GradientRule.GradNorm"/> pulls tasks to one training rate, its alpha; 0 or more, default
    /// 1.5 (Chen et al., ICML 2018). Nothing else reads it.
    /// </summary>
    public double Restoring { get; init; } = 1.5;

    /// <summary>
    /// How strongly the global model holds a client back, the mu of FedProx (Li et al., MLSys 2020): mu / 2 times the
    /// squared distance is added to the loss. 0 or more, default 0.
    /// </summary>
    public double Proximal { get; init; }

    /// <summary>The rule at work for one order; null = the plain one, <see cref="TrainingStep"/>.</summary>
    /// <param name="order">The order it is part of.</param>
    internal IStepGradients? Begin(Order order) => Gradients switch
    {
        GradientRule.Sum => null,
        GradientRule.GradNorm => new GradNorm(order.Balance ?? LossBalance.Even(order.Tasks.Length), Restoring),
        GradientRule.PcGrad => new PcGrad(order.Seed.Derive("pcgrad").Stream()),
        _ => throw new ArgumentOutOfRangeException(nameof(order), Gradients, "A rule without a program."),
    };
}
