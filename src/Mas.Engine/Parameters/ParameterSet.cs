using Mas.Engine.Randomness;

namespace Mas.Engine.Parameters;

/// <summary>
/// All parameters of a model: declared by its layers through <see cref="Root"/>, then given one block for the values
/// and one for the gradients.
/// </summary>
public sealed class ParameterSet : IDisposable
{
    private readonly List<Parameter> _parameters = [];
    private NamedTensors? _values;
    private NamedTensors? _gradients;

    /// <summary>The root of the model tree.</summary>
    public ParameterScope Root => new(this, "");

    /// <summary>Every parameter, in the order of the model tree.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The values.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Allocate"/> has not run.</exception>
    public NamedTensors Values => _values ?? throw new InvalidOperationException("The parameters have no memory yet.");

    /// <summary>The gradients of the weights, in the places of the weights.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Allocate"/> has not run.</exception>
    public Span<float> Gradients => GradientBlock.Weights;

    private NamedTensors GradientBlock =>
        _gradients ?? throw new InvalidOperationException("The parameters have no memory yet.");

    /// <summary>Names, shapes and places of what has been declared so far.</summary>
    public TensorLayout Layout() =>
        new(_parameters.Select(parameter => (parameter.Name, parameter.Shape, parameter.Role)));

    /// <summary>The gradients of the first <paramref name="count"/> weights.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Allocate"/> has not run.</exception>
    public Span<float> LeadingGradients(int count) => GradientBlock.Leading(count);

    /// <summary>Gives the declared parameters their memory; values and gradients are zero.</summary>
    /// <param name="onPaper">
    /// Whether they get shapes and places alone; see <see cref="Memory.TensorPool.IsOnPaper"/>.
    /// </param>
    public void Allocate(bool onPaper = false)
    {
        var layout = Layout();
        _values = onPaper ? NamedTensors.OnPaper(layout) : new NamedTensors(layout);
        _gradients = onPaper ? NamedTensors.OnPaper(layout) : new NamedTensors(layout);
        foreach (var parameter in _parameters)
        {
            parameter.Bind(_values.View(layout.Find(parameter.Name)!, _gradients));
        }
    }

    /// <summary>
    /// Draws the first values. Every parameter has a stream of its own, named after it: a decoder starts from the same
    /// values whichever group it is in.
    /// </summary>
    public void Initialise(Seed seed)
    {
        foreach (var parameter in _parameters)
        {
            parameter.Initialisation(parameter.Tensor.Values, seed.Derive(parameter.Name).Stream());
        }
    }

    /// <summary>Sets all gradients to zero.</summary>
    public void ZeroGradients() => Gradients.Clear();

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _values?.Dispose();
        _gradients?.Dispose();
    }

    internal Parameter Declare(Parameter parameter)
    {
        _parameters.Add(parameter);
        return parameter;
    }
}
