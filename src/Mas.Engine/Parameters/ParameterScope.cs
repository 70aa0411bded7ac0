using Mas.Engine.Tensors;

namespace Mas.Engine.Parameters;

/// <summary>A branch of the model tree, where a layer declares its parameters.</summary>
public sealed class ParameterScope
{
    private readonly ParameterSet _set;
    private readonly string _path;

    internal ParameterScope(ParameterSet set, string path)
    {
        _set = set;
        _path = path;
    }

    /// <summary>The branch called <paramref name="name"/> below this one.</summary>
    public ParameterScope Child(string name) => new(_set, Path(name));

    /// <summary>Declares a parameter that gradients move.</summary>
    public Parameter Weight(string name, Shape shape, Initialisation initialisation) =>
        _set.Declare(new Parameter(Path(name), shape, ParameterRole.Weight, initialisation));

    /// <summary>Declares a parameter that observation moves.</summary>
    public Parameter Statistic(string name, Shape shape, float initial) =>
        _set.Declare(new Parameter(Path(name), shape, ParameterRole.Statistic, Initialisations.Constant(initial)));

    private string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
