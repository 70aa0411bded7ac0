using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>One input of an op under test.</summary>
/// <param name="Shape">(N, H, W, C).</param>
/// <param name="Differentiable">Whether its gradient is checked.</param>
/// <param name="Draw">One element at a time; default is standard normal.</param>
internal sealed record Operand(Shape Shape, bool Differentiable = true, Func<RandomStream, double>? Draw = null)
{
    /// <summary>
    /// Elements that a float holds exactly, so that the op and its naive twin start from the same numbers.
    /// </summary>
    internal double[] Values(RandomStream draws)
    {
        var values = new double[Shape.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = (float)(Draw?.Invoke(draws) ?? draws.NextGaussian());
        }

        return values;
    }
}
