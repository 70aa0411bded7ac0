using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning;
using Mas.Learning.Exchange;
using Onnx;

namespace Mas.Export.Graphs;

/// <summary>
/// A traced model as a graph of ONNX, one method per op. Pictures are (N, C, H, W), rows of numbers (N, C); a batch norm
/// is folded into the layer before it where nothing else reads what that layer makes.
/// </summary>
/// <param name="trace">What the model computes.</param>
/// <param name="weights">Its values, and perhaps others.</param>
/// <param name="graph">The graph to write.</param>
internal sealed class OnnxProgram(ModelTrace trace, NamedTensors weights, OnnxGraph graph)
{
    private const string WeightEnding = ".weight";

    private readonly Dictionary<Tensor, string> _values = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly TorchLayout _layout = TorchLayout.Of(trace);
    private readonly FoldedNorms _folded = new(trace);

    /// <summary>Writes the whole model.</summary>
    /// <param name="input">The name of the input.</param>
    /// <param name="outputs">The name of each task's output.</param>
    internal void Write(string input, IReadOnlyList<string> outputs)
    {
        graph.Input(input, Sizes(trace.Input.Shape, trace.IsRow(trace.Input)));
        _values[trace.Input] = input;
        foreach (var call in trace.Calls)
        {
            Write(call);
        }

        foreach (var (made, name) in trace.Outputs.Zip(outputs))
        {
            Expose(made, name);
        }
    }

    private static IEnumerable<AttributeProto> Window(int size, int stride, int padding) =>
    [
        OnnxAttribute.Of("kernel_shape", size, size), OnnxAttribute.Of("strides", stride, stride),
        OnnxAttribute.Of("pads", padding, padding, padding, padding),
    ];

    private static int[] Sizes(Shape shape, bool isRow) =>
        isRow ? [shape.Channels] : [shape.Channels, shape.Height, shape.Width];

    private void Expose(Tensor made, string name)
    {
        var isRow = made.Shape is { Height: 1, Width: 1 };
        var value = isRow && !trace.IsRow(made) ? Node("Flatten", [_values[made]]) : _values[made];
        graph.Output(value, name, Sizes(made.Shape, isRow));
    }

    private void Write(OpCall call)
    {
        if (call is OpCall.BatchNorm { Input: var normed } && _folded.After(normed) is not null)
        {
            // Written with the layer before it.
            _values[call.Output] = _values[normed];
            return;
        }

        _values[call.Output] = call switch
        {
            OpCall.Convolution convolution => Write(convolution),
            OpCall.DepthwiseConvolution depthwise => Write(depthwise),
            OpCall.TransposedConvolution transposed => Write(transposed),
            OpCall.BatchNorm norm => Write(norm),
            OpCall.GroupNorm norm => Write(norm),
            OpCall.Relu => Node("Relu", Read(call)),
            OpCall.Add => Node("Add", Read(call)),
            OpCall.Concatenate => Node("Concat", Read(call), OnnxAttribute.Of("axis", 1)),
            OpCall.Stored => Read(call)[0],
            OpCall.MaxPool pool => Node(
                "MaxPool", [Read(pool.Input, isRow: false)], Window(pool.Size, pool.Stride, pool.Padding)),
            OpCall.GlobalAveragePool pool => Node(
                "Flatten", [Node("GlobalAveragePool", [Read(pool.Input, isRow: false)])]),
            OpCall.UpsampleBilinear resized => Write(resized),
            OpCall.Embed embed when trace.IsRow(embed.Input) => Write(embed),
            _ => throw new InputException(
                $"The op {call.GetType().Name} cannot be written as ONNX; a model that uses it cannot be exported."),
        };
    }

    private string Write(OpCall.Convolution call)
    {
        var isRow = trace.IsRow(call.Output);
        return Layer(
            isRow ? "Gemm" : "Conv", Read(call.Input, isRow), call.Weight, call.Bias, call.Output, outputAxis: 0,
            isRow ? [OnnxAttribute.Of("transB", 1)] : Window(call.Weight.Shape.Batch, call.Stride, call.Padding));
    }

    private string Write(OpCall.DepthwiseConvolution call)
    {
        var pictures = call.Pictures.Select(picture => Read(picture, isRow: false)).ToArray();
        var input = pictures is [var only] ? only : Node("Concat", pictures, OnnxAttribute.Of("axis", 1));
        var size = call.Weight.Shape.Batch;
        return Layer(
            "Conv", call.Rectifies ? Node("Relu", [input]) : input, call.Weight, null, call.Output, outputAxis: 0,
            [OnnxAttribute.Of("group", call.Weight.Shape.Channels), .. Window(size, stride: 1, size / 2)]);
    }

    private string Write(OpCall.TransposedConvolution call) => Layer(
        "ConvTranspose", Read(call.Input, isRow: false), call.Weight, call.Bias, call.Output, outputAxis: 1,
        Window(size: 2, stride: 2, padding: 0));

    private string Write(OpCall.BatchNorm call) => Rectified(call.Rectifies, graph.Node(
        "BatchNormalization", NameOf(call.Scale),
        [
            Read(call.Input, trace.IsRow(call.Output)), Weight(call.Scale), Weight(call.Shift), Weight(call.Mean),
            Weight(call.Variance),
        ],
        OnnxAttribute.Of("epsilon", call.Epsilon)));

    private string Write(OpCall.GroupNorm call) => Rectified(call.Rectifies, graph.Node(
        "GroupNormalization", NameOf(call.Scale),
        [Read(call.Input, trace.IsRow(call.Output)), Weight(call.Scale), Weight(call.Shift)],
        OnnxAttribute.Of("num_groups", call.Groups), OnnxAttribute.Of("epsilon", call.Epsilon)));

    private string Write(OpCall.UpsampleBilinear call)
    {
        var name = Numbered("Resize");
        var sizes = graph.Integers($"{name}.sizes", call.Output.Shape.Height, call.Output.Shape.Width);
        return graph.Node(
            "Resize", name, [Read(call.Input, isRow: false), "", "", sizes], OnnxAttribute.Of("mode", "linear"),
            OnnxAttribute.Of("coordinate_transformation_mode", "half_pixel"), OnnxAttribute.Of("axes", 2, 3));
    }

    /// <summary>Parts of a row, some of them times the vectors of categories, put together again.</summary>
    private string Write(OpCall.Embed call)
    {
        var (row, from) = (Read(call.Input, isRow: true), 0);
        var parts = new List<string>();
        foreach (var block in call.Blocks)
        {
            Keep(block.First);
            parts.Add(graph.Node(
                "MatMul", NameOf(block.Vectors), [Slice(block.First, block.End), Weight(block.Vectors)]));
            from = block.End;
        }

        Keep(call.Input.Shape.Channels);
        return Node("Concat", parts, OnnxAttribute.Of("axis", 1));

        void Keep(int end)
        {
            if (end > from)
            {
                parts.Add(Slice(from, end));
            }
        }

        string Slice(int first, int end)
        {
            var name = Numbered("Slice");
            return graph.Node(
                "Slice", name,
                [
                    row, graph.Integers($"{name}.starts", first), graph.Integers($"{name}.ends", end),
                    graph.Integers($"{name}.axes", 1),
                ]);
        }
    }

    /// <summary>A layer with a weight, and the batch norm that is folded into it.</summary>
    private string Layer(
        string type, string input, Tensor weight, Tensor? bias, Tensor made, int outputAxis,
        IEnumerable<AttributeProto> attributes)
    {
        var name = NameOf(weight);
        if (_folded.After(made) is not { } norm)
        {
            return graph.Node(
                type, name, bias is null ? [input, Weight(weight)] : [input, Weight(weight), Weight(bias)], attributes);
        }

        var (factors, shifts) = Line(norm);
        var elements = Torch(weight).FromMas(Values(weight));
        var sizes = Torch(weight).Sizes;
        var inner = sizes.Skip(outputAxis + 1).Aggregate(1, (product, size) => product * size);
        for (var index = 0; index < elements.Length; index++)
        {
            elements[index] = (float)(elements[index] * factors[index / inner % factors.Length]);
        }

        var moved = bias is null ? new float[shifts.Length] : Values(bias).ToArray();
        for (var channel = 0; channel < moved.Length; channel++)
        {
            moved[channel] = (float)((moved[channel] * factors[channel]) + shifts[channel]);
        }

        return Rectified(norm.Rectifies, graph.Node(
            type, name,
            [
                input, graph.Weight($"{name}{WeightEnding}", elements, sizes),
                graph.Weight($"{name}.bias", moved, [moved.Length]),
            ],
            attributes));
    }

    /// <summary>What a batch norm is by running statistics: factor x + shift, channel by channel.</summary>
    private (double[] Factors, double[] Shifts) Line(OpCall.BatchNorm norm)
    {
        Span<float> scale = Values(norm.Scale), shift = Values(norm.Shift);
        Span<float> mean = Values(norm.Mean), variance = Values(norm.Variance);
        var (factors, shifts) = (new double[scale.Length], new double[scale.Length]);
        for (var channel = 0; channel < scale.Length; channel++)
        {
            factors[channel] = scale[channel] / Math.Sqrt(variance[channel] + norm.Epsilon);
            shifts[channel] = shift[channel] - (mean[channel] * factors[channel]);
        }

        return (factors, shifts);
    }

    private string Rectified(bool rectifies, string value) => rectifies ? Node("Relu", [value]) : value;

    private string[] Read(OpCall call) => [.. call.Inputs.Select(input => Read(input, trace.IsRow(call.Output)))];

    /// <summary>The value of a tensor, as a row or as a picture.</summary>
    private string Read(Tensor tensor, bool isRow)
    {
        if (trace.Parameters.ContainsKey(tensor))
        {
            return Weight(tensor);
        }

        return trace.IsRow(tensor) && !isRow
            ? Node("Unsqueeze", [_values[tensor], graph.Integers(Numbered("axes"), 2, 3)])
            : _values[tensor];
    }

    private string Weight(Tensor parameter) => _values.TryGetValue(parameter, out var name) ? name
        : _values[parameter] = graph.Weight(
            Torch(parameter).Slot.Name, Torch(parameter).FromMas(Values(parameter)), Torch(parameter).Sizes);

    private TorchTensor Torch(Tensor parameter) => _layout.Find(trace.Parameters.GetValueOrDefault(parameter, ""))
        ?? throw new InputException(
            $"The model computes a weight {parameter.Shape} from its input; such a layer cannot be written as ONNX.");

    private Span<float> Values(Tensor parameter) => weights[Torch(parameter).Slot.Name];

    private string NameOf(Tensor weight)
    {
        var name = Torch(weight).Slot.Name;
        return name.EndsWith(WeightEnding, StringComparison.Ordinal) ? name[..^WeightEnding.Length] : name;
    }

    private string Node(string type, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes) =>
        graph.Node(type, Numbered(type), inputs, attributes);

    private string Numbered(string type)
    {
        var number = _counts[type] = _counts.GetValueOrDefault(type) + 1;
        return $"{type.ToLowerInvariant()}{number}";
    }
}
