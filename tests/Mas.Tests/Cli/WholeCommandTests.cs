using System.Text.Json;
using Mas.Commands;
using Mas.Vision.Png;

namespace Mas.Tests.Cli;

/// <summary>The verbs one after the other, as a person would use them, on the smallest data there is.</summary>
public sealed class WholeCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mas-whole-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void FromRoomsToReport()
    {
        var (data, run) = (Path.Combine(_root, "rooms"), Path.Combine(_root, "run"));
        Done("data", "rooms", "--out", data, "--buildings", "2", "--image-size", "32");
        var sheet = Path.Combine(_root, "sheet.png");
        var inspected = Document(
            Done("data", "inspect", data, "--json", "--image-size", "32", "--contact-sheet", sheet));
        Assert.Equal(2, inspected.GetProperty("buildings").GetArrayLength());
        Assert.True(PngCodec.Read(sheet, PngReading.Stored).Width > 10 * 32);

        var result = Document(Done(
            "run", "--data", data, "--out", run, "--image-size", "32", "--batch", "16", "--tasks", "dn", "--rounds", "2",
            "--merge-rounds", "1", "--probe-every", "1", "--clients-per-round", "1", "--evaluate-every", "0", "--json"));
        var written = File.ReadAllText(Path.Combine(run, "result.json"));
        Assert.Equal(written.TrimEnd(), result.GetRawText());
        Assert.Contains("data:image/png;base64,", File.ReadAllText(Path.Combine(run, "report.html")));

        Assert.Equal(written.TrimEnd(), Document(Done("resume", run, "--json")).GetRawText());
        var predicted = Path.Combine(_root, "predicted.png");
        Done("predict", run, "--count", "1", "--out", predicted);
        Assert.True(PngCodec.Read(predicted, PngReading.Stored).Height > 2 * 32);
        Done("predict", run, "--picture", sheet, "--out", predicted);
        Done("report", run);
    }

    [Fact]
    public void TheProcessTellsItsExitCode()
    {
        var run = MasProcess.Run("run", "--tasks", "sdx");

        Assert.Contains("where 'x' is not a task", run.Error);
        Assert.Empty(run.Out);
        Assert.Equal(ExitCode.BadInput, run.Code);
    }

    private static CommandRun Done(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.Code == ExitCode.Done, $"{string.Join(' ', arguments)}: {run.Error}");
        return run;
    }

    private static JsonElement Document(CommandRun run) => JsonDocument.Parse(run.Out).RootElement;
}
