using Mas.Engine.Tensors;

namespace Mas.Engine.Parameters;

/// <summary>A named tensor of a model, which has memory once <see cref="ParameterSet.Allocate"/> has run.</summary>
public sealed class Parameter
{
    private Tensor? _tensor;

    internal Parameter(string name, Shape shape, ParameterRole role, Initialisation initialisation)
    {
        Name = name;
        Shape = shape;
        Role = role;
        Initialisation = initialisation;
    }

    /// <summary>The path in the model tree, joined by dots.</summary>
    public string Name { get; }

    /// <summary>(N, H, W, C).</summary>
    public Shape Shape { get; }

    /// <summary>Weight or statistic.</summary>
    public ParameterRole Role { get; }

    /// <summary>How the first values are drawn.</summary>
    public Initialisation Initialisation { get; }

    /// <summary>The values; for a weight also the gradient.</summary>
    /// <exception cref="InvalidOperationException">The set of parameters has no memory yet.</exception>
    public Tensor Tensor => _tensor ?? throw new InvalidOperationException($"Parameter '{Name}' has no memory yet.");

    internal void Bind(Tensor tensor) => _tensor = tensor;
}
