using System.Text.Json;
using Mas.Commands;
using Mas.Federation.Runs;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

/// <summary><c>--from</c>: training from given weights.</summary>
public sealed class FromCommandTests(TinyRuns runs) : IClassFixture<TinyRuns>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunSaysWhatItTakesOfGivenWeightsAndWhatItDraws()
    {
        _ = runs.Undisturbed;

        var run = CommandRun.Of([.. Line("run"), "--tasks", "dn", "--method", "all-in-one", "--rounds", "1", "--from", runs["undisturbed"]]);

        Assert.True(run.Code == ExitCode.Done, run.Error);
        var model = Path.Combine(runs["undisturbed"], "checkpoints/dk.d-0004.safetensors");
        var sentence = $"Training starts from {model}, with the encoder and the decoder of depth; drawn from the seed: the "
            + "decoder of surface normals.";
        Assert.Contains($"{sentence}\n", run.Out + run.Error);
        Assert.Contains("\nat the start, test: ", run.Out + run.Error);
        Assert.Contains(sentence, File.ReadAllText(_folder["run/report.html"]));
        var options = JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"])).RootElement;
        Assert.Equal(runs["undisturbed"], options.GetProperty("from").GetString());
        Assert.Equal("n", Assert.Single(options.GetProperty("start").GetProperty("drawnDecoders").EnumerateArray()).GetString());
    }

    [Fact]
    public void EveryRunOfAComparisonStartsFromTheWeightsThatItsFolderKeeps()
    {
        TinyRuns.Start(runs.Options("whole") with { Method = "all-in-one", Rounds = 2, MergeRounds = 1 });
        string[] line =
            [.. Line("compare"), "--tasks", "dk", "--rounds", "2", "--merge-rounds", "1", "--from", runs["whole"], "--methods"];
        var tested = ResultFile.Read(Path.Combine(runs["whole"], ResultFile.FileName)).TestLoss.PerTask;

        var compared = CommandRun.Of([.. line, "all-in-one"]);
        Directory.Delete(runs["whole"], recursive: true);
        var more = CommandRun.Of([.. line, "all-in-one,one-by-one"]);

        Assert.True(compared.Code == ExitCode.Done, compared.Error);
        Assert.True(more.Code == ExitCode.Done, more.Error);
        foreach (var method in new[] { "all-in-one", "one-by-one" })
        {
            var result = ResultFile.Read(_folder[$"run/runs/{method}/seed-0/{ResultFile.FileName}"]);
            Assert.Equal(tested, result.InitialTestLoss.PerTask);
        }
    }

    [Fact]
    public void AFleetDoesNotStartFromFiles()
    {
        var run = CommandRun.Of(
            "submit", "--tasks", "s", "--from", "start.safetensors", "--server", "https://fleet.example.org");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("'--from' is not an option of 'mas submit'", run.Error);
    }

    private string[] Line(string verb) =>
    [
        verb, "--data", runs.Data, "--image-size", "32", "--batch", "4", "--clients-per-round", "2", "--out", _folder["run"],
    ];
}
