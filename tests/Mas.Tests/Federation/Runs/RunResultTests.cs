using System.Security.Cryptography;
using System.Text.Json;
using Mas.Federation.Journals;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Runs;

/// <summary>The files a run leaves say what happened in it.</summary>
public class RunResultTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void TheResultOfAMergeAndSplitHasEveryFieldOfItsContract()
    {
        var result = runs.Undisturbed;
        var folder = runs.Options("undisturbed").Out!;
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "result.json")));
        var root = json.RootElement;

        Assert.Equal("merge-and-split", root.GetProperty("method").GetString());
        Assert.Equal("[\"d\",\"k\"]", Compact(root.GetProperty("tasks")));
        Assert.Equal("[[\"d\"],[\"k\"]]", Compact(root.GetProperty("groups")));
        Assert.Equal(0ul, root.GetProperty("seed").GetUInt64());
        Assert.Equal(4, root.GetProperty("rounds").GetInt32());
        Assert.Equal(2, root.GetProperty("mergeRounds").GetInt32());
        foreach (var name in new[] { "testLoss", "initialTestLoss", "validationLoss" })
        {
            var perTask = root.GetProperty(name).GetProperty("perTask");
            Assert.Equal(["d", "k"], perTask.EnumerateObject().Select(task => task.Name));
            Assert.Equal(
                perTask.EnumerateObject().Sum(task => task.Value.GetDouble()),
                root.GetProperty(name).GetProperty("total").GetDouble());
        }

        Assert.Equal(
            [("dk", "[\"d\",\"k\"]", 2, null), ("dk.d", "[\"d\"]", 2, "dk"), ("dk.k", "[\"k\"]", 2, "dk")],
            root.GetProperty("stages").EnumerateArray().Select(stage => (
                stage.GetProperty("name").GetString()!, Compact(stage.GetProperty("tasks")),
                stage.GetProperty("rounds").GetInt32(), stage.GetProperty("parent").GetString())).Order());
        Assert.Equal(["d", "k"], root.GetProperty("modelSha256").EnumerateObject().Select(model => model.Name).Order());
        foreach (var (group, sha256) in result.ModelSha256)
        {
            var checkpoint = File.ReadAllBytes(Path.Combine(folder, $"checkpoints/dk.{group}-0004.safetensors"));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(checkpoint)), sha256);
        }
    }

    [Fact]
    public void TheCostIsTheSumOfTheRounds()
    {
        var result = runs.Undisturbed;
        var history = RunHistory.Read(Path.Combine(runs.Options("undisturbed").Out!, Journal.FileName));
        var rounds = history.Events.OfType<RoundFinished>().ToArray();

        Assert.Equal(6, rounds.Length);
        Assert.Equal(rounds.Sum(round => round.Cost.TrainFlops), result.Cost.TrainFlops);
        Assert.Equal(rounds.Sum(round => round.Cost.BytesDown), result.Cost.BytesDown);
        Assert.Equal(rounds.Sum(round => round.Cost.CpuSeconds), result.Cost.CpuSeconds, 1e-9);
        Assert.Equal(rounds.Sum(round => round.Cost.EnergyJoules), result.Cost.EnergyJoules, 1e-9);
        Assert.All(rounds, round => Assert.True(round.Cost is
        {
            WallSeconds: > 0,
            CpuSeconds: > 0,
            TrainFlops: > 0,
            EnergyJoules: > 0,
        }));
        Assert.All(rounds, round => Assert.Equal(round.Stage == "dk", round.Cost.ProbeSeconds > 0));

        // Two clients a round, each getting and sending a whole model.
        var merged = rounds[0];
        var checkpoint = Path.Combine(runs.Options("undisturbed").Out!, "checkpoints/dk-0002.safetensors");
        var model = new FileInfo(checkpoint).Length;
        Assert.Equal(2 * model, merged.Cost.BytesDown);
        Assert.Equal(2 * model, merged.Cost.BytesUp);
    }

    [Fact]
    public void TheGroupsAreTheBestOfTheAffinityOnFile()
    {
        _ = runs.Undisturbed;
        var file = AffinityFile.Read(Path.Combine(runs.Options("undisturbed").Out!, AffinityFile.FileName));

        Assert.Equal(["d", "k"], file.Tasks);
        Assert.Equal([1, 2], file.History!.Select(round => round.Round));
        Assert.All(file.History!, round => Assert.True(round.Probes >= 2));

        // One vote a client, the mean of what it measured; of three or four votes the largest and the smallest do not count.
        var votes = RunHistory.Read(Path.Combine(runs.Options("undisturbed").Out!, Journal.FileName)).Stage("dk")!.Rounds
            .SelectMany(round => round.Affinity!.Clients!).GroupBy(client => client.Client).ToList();
        foreach (var (i, j) in new[] { (0, 1), (1, 0) })
        {
            var sorted = votes.Select(client => client.Average(one => one.Matrix[i][j])!.Value).Order().ToArray();
            var mean = sorted.Length > 2 ? sorted[1..^1].Average() : sorted.Average();
            Assert.Equal(mean, file.Affinity[i][j]!.Value, 1e-12);
        }

        // Self-affinity: the mean of what a task gives and gets.
        Assert.Equal(((file.Affinity[0][1] + file.Affinity[1][0]) / 2)!.Value, file.Affinity[0][0]!.Value, 1e-12);
        Assert.Equal(((file.Affinity[0][0] + file.Affinity[1][1]) / 2)!.Value, file.Value!.Value, 1e-12);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
