using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Mas.Export.Graphs;

/// <summary>A graph of ONNX as it grows: nodes, weights, and names that are each given once.</summary>
/// <param name="reserved">The names of the input and the outputs, which nothing else gets.</param>
internal sealed class OnnxGraph(IEnumerable<string> reserved)
{
    /// <summary>The name of the first axis, of as many examples as a caller gives.</summary>
    private const string BatchAxis = "batch";

    private readonly GraphProto _graph = new() { Name = "mas" };
    private readonly HashSet<string> _names = [.. reserved];

    /// <summary>Adds the input of the graph.</summary>
    /// <param name="name">Its name, which is reserved.</param>
    /// <param name="sizes">Its sizes after the batch axis.</param>
    internal void Input(string name, IEnumerable<int> sizes) => _graph.Input.Add(Described(name, sizes));

    /// <summary>Gives a value the name of an output of the graph.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The output's name, which is reserved.</param>
    /// <param name="sizes">Its sizes after the batch axis.</param>
    internal void Output(string value, string name, IEnumerable<int> sizes)
    {
        var isAnother = _graph.Output.Any(output => output.Name == value);
        _graph.Output.Add(Described(name, sizes));
        if (isAnother || !_graph.Node.Any(node => node.Output.Contains(value)))
        {
            _graph.Node.Add(Made("Identity", name, [value], []));
            return;
        }

        foreach (var names in _graph.Node.SelectMany(node => new[] { node.Input, node.Output }))
        {
            if (names.IndexOf(value) is >= 0 and var index)
            {
                names[index] = name;
            }
        }
    }

    /// <summary>Adds a node of one output.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="name">What to call node and output; numbered where the name is taken.</param>
    /// <param name="inputs">The values it reads; empty for one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of the output.</returns>
    internal string Node(
        string type, string name, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        var output = Taken(name);
        _graph.Node.Add(Made(type, output, inputs, attributes));
        return output;
    }

    /// <summary>Adds a weight.</summary>
    /// <returns>Its name.</returns>
    internal string Weight(string name, ReadOnlySpan<float> elements, IReadOnlyList<int> sizes) => Constant(
        name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(elements), sizes);

    /// <summary>Adds a vector of whole numbers.</summary>
    /// <returns>Its name.</returns>
    internal string Integers(string name, params ReadOnlySpan<long> elements) => Constant(
        name, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(elements), [elements.Length]);

    /// <summary>The graph.</summary>
    internal GraphProto ToProto() => _graph;

    private string Constant(
        string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> elements, IReadOnlyList<int> sizes)
    {
        var tensor = new TensorProto
        {
            Name = Taken(name),
            DataType = (int)type,
            RawData = ByteString.CopyFrom(elements),
        };
        tensor.Dims.Add(sizes.Select(size => (long)size));
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string Taken(string name)
    {
        var free = name;
        for (var number = 2; !_names.Add(free); number++)
        {
            free = $"{name}.{number}";
        }

        return free;
    }

    private static NodeProto Made(
        string type, string output, IEnumerable<string> inputs, IEnumerable<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = type, Name = output };
        node.Input.Add(inputs);
        node.Output.Add(output);
        node.Attribute.Add(attributes);
        return node;
    }

    private static ValueInfoProto Described(string name, IEnumerable<int> sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = BatchAxis });
        shape.Dim.Add(sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor
                {
                    ElemType = (int)TensorProto.Types.DataType.Float,
                    Shape = shape,
                },
            },
        };
    }
}
