using Mas.Engine.Kernels;
using Mas.Engine.Parameters;

namespace Mas.Engine.Optimisers;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay, step for step as PyTorch's: v = momentum v + (g +
/// decay w), w = w - rate v. The momentum starts from nothing, as a client that keeps no state between rounds does.
/// </summary>
/// <param name="parameters">The weights to move; statistics are left alone.</param>
/// <param name="momentum">0 or more, below 1.</param>
/// <param name="weightDecay">0 or more; applies to every weight.</param>
public sealed class Sgd(ParameterSet parameters, double momentum, double weightDecay) : IDisposable
{
    private readonly NamedTensors _velocity = new(parameters.Values.Layout);

    /// <summary>Moves every weight against its gradient.</summary>
    /// <param name="learningRate">The rate of this step; 0 or more.</param>
    public void Step(double learningRate) => SgdKernel.Step(
        parameters.Values.Weights, parameters.Gradients, _velocity.Weights,
        (float)learningRate, (float)momentum, (float)weightDecay);

    /// <summary>Forgets the momentum.</summary>
    public void Reset() => _velocity.Values.Clear();

    /// <summary>Frees the momentum's memory.</summary>
    public void Dispose() => _velocity.Dispose();
}
