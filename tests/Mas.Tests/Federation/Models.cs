using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Tests.Federation;

/// <summary>Small sets of named tensors.</summary>
internal static class Models
{
    internal static TensorLayout Layout { get; } = new(
    [
        ("encoder.weight", new Shape(3, 3, 5, 7), ParameterRole.Weight),
        ("decoder.weight", Shape.Vector(11), ParameterRole.Weight),
        ("encoder.norm.mean", Shape.Vector(3), ParameterRole.Statistic),
    ]);

    /// <summary>An encoder, and a decoder for each of the tasks d and k.</summary>
    internal static TensorLayout Parts { get; } = new(
    [
        ("encoder.weight", new Shape(3, 3, 5, 7), ParameterRole.Weight),
        ("encoder.norm.running_var", Shape.Vector(3), ParameterRole.Statistic),
        ("decoders.d.weight", Shape.Vector(11), ParameterRole.Weight),
        ("decoders.d.norm.running_var", Shape.Vector(5), ParameterRole.Statistic),
        ("decoders.k.weight", Shape.Vector(13), ParameterRole.Weight),
    ]);

    internal static NamedTensors Random(int seed, TensorLayout? layout = null)
    {
        var random = new Random(seed);
        var model = new NamedTensors(layout ?? Layout);
        foreach (ref var value in model.Values)
        {
            value = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 4)));
        }

        return model;
    }
}
