using System.Runtime.InteropServices;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Export;
using Mas.Learning.Examples;
using Mas.Learning.Exchange;
using Mas.Learning.Models;
using Mas.Tests.Engine;
using Mas.Tests.Federation;
using Mas.Tests.House;
using Mas.Tests.Learning.Exchange;

namespace Mas.Tests.Export;

/// <summary>PyTorch loads exported weights into the model of bench/peers and computes what Mas does.</summary>
public sealed class TorchExportTests : IDisposable
{
    /// <summary>In the unit of the outputs, which are 0.3 to 20 at most.</summary>
    private const double Tolerance = 1e-4;

    private const int Pictures = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RequiresTorchFact]
    public void PyTorchLoadsAnXceptionWithBatchNormsAndDenseHeads() => Check("xception-quarter", "batch", "dense");

    [RequiresTorchFact]
    public void PyTorchLoadsAnXceptionWithGroupNormsAndLinearHeads() => Check("xception-half", "group", "linear");

    [RequiresTorchFact]
    public void PyTorchLoadsAResNetWithBatchNormsAndLinearHeads() => Check("resnet-18", "batch", "linear");

    [RequiresTorchFact]
    public void PyTorchLoadsAResNetWithGroupNormsAndDenseHeads() => Check("resnet-18", "group", "dense");

    [RequiresTorchFact]
    public void PyTorchLoadsAPerceptron() => Check(ExchangedModels.Rows);

    [RequiresTorchFact]
    public void PyTorchLoadsEmbeddings() => Check(ExchangedModels.EmbeddedRows);

    private void Check(string encoder, string norm, string head) =>
        Check(ExchangedModels.Pictures(encoder, norm, head));

    private void Check(ModelDescription description)
    {
        using var model = ExchangedModels.Random(description, 7);
        using var runner = new InferenceRunner();
        var inputs = InferenceRunner.Inputs(model, Pictures);
        var trace = ModelTrace.Of(description, TestCatalogue.Learning);
        using (var weights = File.Create(_folder["weights.safetensors"]))
        {
            ExportFormat.Safetensors.Write(weights, trace, model.Parameters.Values, ExchangedModels.Card(description));
        }

        using var torch = AskPyTorch(description.Input, inputs);
        foreach (var (task, expected) in description.Tasks.Zip(runner.Predict(model, inputs, Pictures)))
        {
            var actual = torch.Layout.Find(task.Mark)!;
            Close.Check(
                $"{ExchangedModels.NameOf(description)}, {task.Label}", expected, ChannelsLast(torch[actual], task.Outputs), Tolerance,
                scale: 1);
        }
    }

    private NamedTensors AskPyTorch(FieldShape shape, float[] inputs)
    {
        int[] sizes = shape.IsFlat ? [Pictures, shape.Channels] : [Pictures, shape.Channels, shape.Height, shape.Width];
        using (var given = File.Create(_folder["given.safetensors"]))
        {
            given.Write(new SafetensorsHeader(
                new Dictionary<string, string>(), SafetensorsEntry.InOrder([("input", sizes)])).ToBytes());
            given.Write(MemoryMarshal.AsBytes<float>(ChannelsFirst(inputs, shape.Channels)));
        }

        Assert.Equal(0, RequiresTorchFactAttribute.Run(
            RequiresTorchFactAttribute.Python!, "-B", Path.Combine(Repository.Root, "bench/peers/load.py"),
            "--weights", _folder["weights.safetensors"], "--given", _folder["given.safetensors"],
            "--result", _folder["result.safetensors"]));
        using var written = File.OpenRead(_folder["result.safetensors"]);
        return SafetensorsFile.Read(written);
    }

    private static float[] ChannelsFirst(ReadOnlySpan<float> pictures, int channels) =>
        Turned(pictures, pictures.Length / Pictures / channels, channels);

    private static float[] ChannelsLast(ReadOnlySpan<float> pictures, int channels) =>
        Turned(pictures, channels, pictures.Length / Pictures / channels);

    private static float[] Turned(ReadOnlySpan<float> pictures, int rows, int columns)
    {
        var turned = new float[pictures.Length];
        for (var picture = 0; picture < Pictures; picture++)
        {
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    turned[(((picture * columns) + column) * rows) + row] =
                        pictures[(((picture * rows) + row) * columns) + column];
                }
            }
        }

        return turned;
    }
}
