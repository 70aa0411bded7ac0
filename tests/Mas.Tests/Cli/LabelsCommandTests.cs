using System.Text.Json;
using Mas.Commands;
using Mas.Labels;
using Mas.Tests.Federation;
using Mas.Tests.Labels;

namespace Mas.Tests.Cli;

/// <summary><c>mas run</c> on a folder of pictures with a table of labels.</summary>
public sealed class LabelsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderWithLabelsIsLearnedReportedAndResumedByOneCommandEach()
    {
        SmallPictures.Write(_folder["data"], clients: 3, picturesEach: 20);

        var run = Run(SmallPictures.Targets);

        Assert.True(run.Code == ExitCode.Done, run.Error);
        var result = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(
            ["hue", "brightness", "sides"], result.GetProperty("tasks").EnumerateArray().Select(task => task.GetString()));
        Assert.True(result.GetProperty("testMetrics").GetProperty("sides").TryGetProperty("exact-match", out _));
        Assert.Equal(run.Out, CommandRun.Of("resume", _folder["run"], "--json").Out);
        Assert.Contains("sides", File.ReadAllText(_folder["run/report.html"]));
    }

    [Fact]
    public void APictureIsLabelledByTheRun()
    {
        SmallPictures.Write(_folder["data"], clients: 3, picturesEach: 20);
        Assert.Equal(ExitCode.Done, Run(SmallPictures.Targets).Code);

        var run = CommandRun.Of(
            "predict", _folder["run"], "--picture", _folder["data/c1/3.png"], "--out", _folder["labels.csv"]);
        var wrong = CommandRun.Of("predict", _folder["run"], "--data", _folder["data"], "--out", _folder["no.csv"]);

        Assert.True(run.Code == ExitCode.Done, run.Error);
        string[][] rows = [.. File.ReadAllLines(_folder["labels.csv"]).Select(row => row.Split(','))];
        Assert.Equal(2, rows.Length);
        Assert.Equal(["row", "hue"], rows[0][..2]);
        Assert.Contains($"hue={rows[1][1]}", rows[0]);
        Assert.Contains("brightness", rows[0]);
        Assert.Equal([$"{_folder["run"]} reads one picture at a time; leave out --data."], wrong.Faults);
    }

    [Fact]
    public void FaultsArePrintedAtOnceAndNothingIsWritten()
    {
        SmallPictures.Write(_folder["data"], clients: 3, picturesEach: 20);
        File.Delete(_folder["data/c0/0.png"]);
        File.Delete(_folder["data/c2/19.png"]);
        var table = Path.Combine(_folder["data"], LabelsSource.TableName);

        var run = Run(SmallPictures.Targets);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains($"{table}, row 1, column 'file' is 'c0/0.png'; expected a file in {_folder["data"]}.", run.Error);
        Assert.Contains($"{table}, row 60, column 'file' is 'c2/19.png'; expected a file in ", run.Error);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void AnEncoderOfRowsIsAFault()
    {
        SmallPictures.Write(_folder["data"], clients: 3, picturesEach: 20);

        var run = Run(SmallPictures.Targets, "--encoder", "mlp");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("--encoder is 'mlp'; expected an encoder that reads inputs (32, 32, 3)", run.Error);
    }

    private CommandRun Run(string targets, params string[] more) => CommandRun.Of(
    [
        "run", "--data", _folder["data"], "--client", "owner", "--targets", targets, "--image-size", "32", "--rounds", "2",
        "--merge-rounds", "1", "--learning-rate", "0.01", "--out", _folder["run"], "--json", .. more,
    ]);
}
