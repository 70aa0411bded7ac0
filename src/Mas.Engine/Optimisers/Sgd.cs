using Mas.Engine.Kernels;
using Mas.Engine.Parameters;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Optimisers;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay, step for step as PyTorch's: v = momentum v + (g +
/// decay w), w = w - rate v. The momentum starts from nothing, as a client that keeps no state between rounds does.
/// Where <c>proximal</c> is above 0, every gradient is that of the loss + proximal / 2 ||w - w0||^2, w0 being the
/// weights this optimiser was made with: g + proximal (w - w0) (FedProx, Li et al., MLSys 2020). Where <c>clipNorm</c>
/// is above 0, gradients whose L2 norm over all weights is larger are then scaled down to it, as PyTorch's
/// <c>clip_grad_norm_</c> does (Pascanu et al., ICML 2013).
/// </summary>
public sealed class Sgd : IDisposable
{
    /// <summary>What PyTorch adds to the norm that it divides by.</summary>
    private const double Epsilon = 1e-6;

    private readonly ParameterSet _parameters;
    private readonly double _momentum;
    private readonly double _weightDecay;
    private readonly double _proximal;
    private readonly double _clipNorm;
    private readonly NamedTensors _velocity;
    private readonly NamedTensors? _origin;

    /// <summary>Begins at the weights as they are.</summary>
    /// <param name="parameters">The weights to move; statistics are left alone.</param>
    /// <param name="momentum">0 or more, below 1.</param>
    /// <param name="weightDecay">0 or more; applies to every weight.</param>
    /// <param name="proximal">How strongly the present weights hold back those to come; 0 or more, 0 = not.</param>
    /// <param name="clipNorm">The largest L2 norm of the gradients of a step; 0 or more, 0 = none.</param>
    public Sgd(
        ParameterSet parameters, double momentum, double weightDecay, double proximal = 0, double clipNorm = 0)
    {
        _parameters = parameters;
        _momentum = momentum;
        _weightDecay = weightDecay;
        _proximal = proximal;
        _clipNorm = clipNorm;
        _velocity = new NamedTensors(parameters.Values.Layout);
        _origin = proximal > 0 ? parameters.Values.Clone() : null;
    }

    /// <summary>
    /// Moves every weight against its gradient; with a proximal term or a largest norm, changes the gradients too.
    /// </summary>
    /// <param name="learningRate">The rate of this step; 0 or more.</param>
    public void Step(double learningRate)
    {
        if (_origin is not null)
        {
            ProximalKernel.Add(
                _parameters.Gradients, _parameters.Values.Weights, _origin.Weights, (float)_proximal);
        }

        if (_clipNorm > 0)
        {
            Clip(_parameters.Gradients, _clipNorm);
        }

        SgdKernel.Step(
            _parameters.Values.Weights, _parameters.Gradients, _velocity.Weights,
            (float)learningRate, (float)_momentum, (float)_weightDecay);
    }

    // A gradient that is not finite stays so: the next loss shows that training has diverged.
    private static void Clip(Span<float> gradients, double norm)
    {
        var scale = norm / (LengthKernel.Of(gradients) + Epsilon);
        if (scale < 1)
        {
            TensorPrimitives.Multiply(gradients, (float)scale, gradients);
        }
    }

    /// <summary>Forgets the momentum.</summary>
    public void Reset() => _velocity.Values.Clear();

    /// <summary>Frees the memory of the momentum and of where the weights began.</summary>
    public void Dispose()
    {
        _velocity.Dispose();
        _origin?.Dispose();
    }
}
