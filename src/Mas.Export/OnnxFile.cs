using Google.Protobuf;
using Mas.Engine.Parameters;
using Mas.Export.Cards;
using Mas.Export.Graphs;
using Mas.Learning.Exchange;
using Onnx;

namespace Mas.Export;

/// <summary>
/// A model as a file of ONNX: one input of as many examples as a caller gives, one output per task. Pictures are
/// (N, C, H, W), rows of numbers (N, C). Batch norms are folded into the layers before them where possible.
/// </summary>
public static class OnnxFile
{
    /// <summary>The version of ONNX's operators: the first in which a group norm scales by channel.</summary>
    public const int Opset = 21;

    // The version of the format that came with the operators.
    private const int FormatVersion = 10;

    /// <summary>Writes a model.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="trace">What it computes.</param>
    /// <param name="weights">Its values, and perhaps others.</param>
    /// <param name="card">What another program must know of it.</param>
    /// <exception cref="Mas.Learning.InputException">The model cannot be written as ONNX; says why.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream stream, ModelTrace trace, NamedTensors weights, ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(card);
        string[] outputs = [.. card.Tasks.Select(task => task.Output)];
        var graph = new OnnxGraph([card.Input.Name, .. outputs]);
        new OnnxProgram(trace, weights, graph).Write(card.Input.Name, outputs);
        var model = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "mas",
            ProducerVersion = card.Origin.Version,
            Graph = graph.ToProto(),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        model.MetadataProps.Add(
            card.ToMetadata().Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        model.WriteTo(stream);
    }
}
