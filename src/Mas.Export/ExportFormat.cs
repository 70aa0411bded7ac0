using Mas.Engine.Parameters;
using Mas.Export.Cards;
using Mas.Learning.Exchange;

namespace Mas.Export;

/// <summary>A format that models are exported in.</summary>
public sealed record ExportFormat
{
    private ExportFormat(string name, Action<Stream, ModelTrace, NamedTensors, ModelCard> write) =>
        (Name, Write) = (name, write);

    /// <summary>ONNX: the model as a program, with its weights.</summary>
    public static ExportFormat Onnx { get; } = new("onnx", OnnxFile.Write);

    /// <summary>Safetensors: the weights as PyTorch lays them, under the names of the model tree.</summary>
    public static ExportFormat Safetensors { get; } = new(
        "safetensors",
        (stream, trace, weights, card) => WeightsFile.Write(stream, TorchLayout.Of(trace), weights, card.ToMetadata()));

    /// <summary>Every one.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } = [Onnx, Safetensors];

    /// <summary>The name in options, which is also what names of files end with.</summary>
    public string Name { get; }

    /// <summary>Writes a model: what it computes, its values and perhaps others, and what to say of it.</summary>
    internal Action<Stream, ModelTrace, NamedTensors, ModelCard> Write { get; }
}
