using System.Text.Json;
using Mas.Commands;
using Mas.Export.Inference;
using Mas.Federation.Runs;
using Mas.Learning.Exchange;
using Mas.Tests.Engine;
using Mas.Tests.Export;
using Mas.Tests.Federation;
using Mas.Vision.Png;

namespace Mas.Tests.Cli;

/// <summary>A run's final models go out as files, and mean there what they mean in the run.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryGroupOfAFinishedRunIsExportedInBothFormats()
    {
        var run = _folder["run"];
        Done("data", "rooms", "--out", _folder["rooms"], "--buildings", "4", "--image-size", "32");
        var result = Done(
            "run", "--data", _folder["rooms"], "--out", run, "--image-size", "32", "--tasks", "sdn", "--rounds", "4",
            "--merge-rounds", "2", "--batch", "8", "--groups", "2", "--json");
        var groups = JsonDocument.Parse(result.Out).RootElement.GetProperty("groups").EnumerateArray()
            .Select(group => string.Concat(group.EnumerateArray().Select(task => task.GetString()))).ToArray();

        var onnx = Done("export", "--run", run).Out;
        var safetensors = Done("export", "--run", run, "--format", "safetensors", "--out", _folder["out"]).Out;

        Assert.Equal(2, groups.Length);
        Assert.Equal(groups.Select(group => Path.Combine(run, "export", $"{group}.onnx")).Order(), Lines(onnx).Order());
        Assert.Equal(
            groups.Select(group => Path.Combine(_folder["out"], $"{group}.safetensors")).Order(),
            Lines(safetensors).Order());
        foreach (var group in groups)
        {
            Compare(run, group);
        }

        var file = Path.Combine(run, "export", $"{groups[0]}.onnx");
        var photograph = Directory.GetFiles(Path.Combine(_folder["rooms"], "rgb"), "*.png", SearchOption.AllDirectories)[0];
        Done("predict", file, "--picture", photograph, "--out", _folder["photograph.png"]);
        Done("predict", file, "--data", _folder["rooms"], "--count", "1", "--out", _folder["view.png"]);
        Assert.True(
            PngCodec.Read(_folder["view.png"], PngReading.Stored).Height
            > PngCodec.Read(_folder["photograph.png"], PngReading.Stored).Height + 32);
        Assert.Equal(
            [$"{file} has no data of its own; give --data or --picture."],
            CommandRun.Of("predict", file, "--out", _folder["none.png"]).Faults);
    }

    [Fact]
    public void ARunThatHasNotEndedIsRefusedInOneSentence()
    {
        var run = _folder["begun"];
        RunFolder.Create(TestCatalogue.Options with { Out = run }, TimeProvider.System).Dispose();

        var refused = CommandRun.Of("export", "--run", run);

        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Equal(
            [$"{run} has not ended, so it has no final models; 'mas resume {run}' finishes it."], refused.Faults);
        Assert.Empty(refused.Out);
    }

    [Fact]
    public void FaultsNameTheOption()
    {
        _folder.Write("file", "");

        Assert.Equal(
            ["--format is 'torch'; expected one of onnx, safetensors."],
            CommandRun.Of("export", "--run", "r", "--format", "torch").Faults);
        Assert.Equal(
            [$"--out is '{_folder["file"]}'; expected a folder, there or not."],
            CommandRun.Of("export", "--run", "r", "--out", _folder["file"]).Faults);
        Assert.StartsWith("r is not a run folder", CommandRun.Of("export", "--run", "r").Error);
    }

    private void Compare(string run, string group)
    {
        using var folder = RunFolder.Look(run, TestCatalogue.Learning);
        using var onnx = OnnxModel.Open(Path.Combine(run, "export", $"{group}.onnx"), threads: 2);
        var tasks = folder.Options.TaskSet().Where(task => group.Contains(task.Mark, StringComparison.Ordinal)).ToList();
        var description = folder.Options.Model(tasks);
        using var weights = WeightsFile.Read(
            Path.Combine(_folder["out"], $"{group}.safetensors"), TorchLayout.Of(description, TestCatalogue.Learning));
        using var model = TestCatalogue.Learning.Model(description);
        model.Parameters.Values.CopyFrom(weights);
        using var runner = new InferenceRunner();
        var inputs = InferenceRunner.Inputs(model, 2);

        var actual = onnx.Predict(inputs, 2);
        foreach (var (task, expected) in runner.Predict(model, inputs, 2).Index())
        {
            Close.Check($"{group}, {tasks[task].Label}", expected, actual[task], 1e-4, scale: 1);
        }

        Assert.Equal(ResultFile.Read(folder.ResultPath).ModelSha256[group], onnx.Card.Origin.Sha256);
        Assert.Equal(["red", "green", "blue"], onnx.Card.Input.Channels.Select(channel => channel.Name));
        foreach (var task in onnx.Card.Tasks)
        {
            Assert.Equal(task.Output == "segment_semantic" ? "wall" : null, task.Classes.ElementAtOrDefault(1));
            Assert.Equal(task.Output == "depth_zbuffer" ? "m" : task.Output == "normal" ? "" : null, task.Unit?.Name);
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static CommandRun Done(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.Code == ExitCode.Done, $"{string.Join(' ', arguments)}: {run.Error}");
        return run;
    }
}
