using Mas.Engine.Memory;
using Mas.Export;
using Mas.Export.Inference;
using Mas.Federation;
using Mas.Federation.Runs;
using Mas.Learning.Examples;
using Mas.Learning.Exchange;
using Mas.Tables;
using Mas.Tests.Engine;
using Mas.Tests.Federation;
using Mas.Tests.Tables;

namespace Mas.Tests.Export;

/// <summary>The models of a run on a table mean elsewhere what they mean in Mas.</summary>
public sealed class TableExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("batch")]
    [InlineData("group")]
    public void OnnxRuntimeAndReadWeightsPredictTheRowsOfATableAsMasDoes(string norm)
    {
        var file = SmallTable.Write(_folder, SmallTable.Lines(clients: 3, rowsEach: 100).Prepend(SmallTable.Header));
        var options = TestCatalogue.Options with
        {
            Data = file,
            Client = "station",
            Targets = "level:regression,alarm:class",
            Encoder = "mlp-half",
            Norm = norm,
            Rounds = 3,
            MergeRounds = 1,
            Batch = 16,
            Threads = 2,
            Out = _folder["run"],
        };
        FederatedRun.Start(options, TestCatalogue.Runs, RunObserver.None, CancellationToken.None);
        using var run = RunFolder.Look(_folder["run"], TestCatalogue.Learning);
        using var table = TableShards.Open(SmallTable.Options(file), CancellationToken.None);

        var export = RunExport.Of(run);
        var models = export.Write(ExportFormat.Onnx, _folder["out"], run.Meaning);
        export.Write(ExportFormat.Safetensors, _folder["out"], run.Meaning);

        Assert.Equal([_folder["out/level.onnx"], _folder["out/alarm.onnx"]], models);
        foreach (var model in models)
        {
            Compare(model, run.Options, table);
        }
    }

    private static void Compare(string file, RunOptions options, TableShards table)
    {
        using var onnx = OnnxModel.Open(file, threads: 2);
        var task = Assert.Single(onnx.Card.Tasks);
        var description = options.Model([.. options.TaskSet().Where(own => own.Mark == task.Task.Mark)]);
        using var weights = WeightsFile.Read(
            Path.ChangeExtension(file, "safetensors"), TorchLayout.Of(description, TestCatalogue.Learning));
        using var model = TestCatalogue.Learning.Model(description);
        model.Parameters.Values.CopyFrom(weights);
        using var runner = new InferenceRunner();
        foreach (var shard in table.Shards)
        {
            using var pool = new TensorPool();
            var count = shard.Count(Split.Test);
            using var batch = new Batch(pool, count, new BatchShape(shard.Input, shard.Targets));
            shard.Fill(batch, Split.Test, [.. Enumerable.Range(0, count)]);
            var inputs = batch.Input.Values.ToArray();

            Assert.Equal(10, count);
            Close.Check(
                $"{task.Output} of {shard.Name}", runner.Predict(model, inputs, count)[0], onnx.Predict(inputs, count)[0],
                1e-4, scale: 1);
        }
    }
}
