using System.Text.Json.Nodes;
using Mas.Federation.Runs;
using Mas.Tests.Labels;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>Devices with tables of their own, some without the labels of a task, train as a simulation on the joined file.</summary>
public sealed class TablesTrainOnAFleet : IDisposable
{
    private readonly TableFleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task WithTheBitsOfASimulationOnTheJoinedFile()
    {
        var simulated = _fleet.Simulate();

        // One finds its rows in the file of all; two have no column for the alarm that they lack.
        var status = await _fleet.With("s0", _fleet.Joined, "station").With("s1", _fleet.Own("s1"))
            .With("s2", _fleet.Own("s2", "alarm")).With("s3", _fleet.Own("s3", "station", "alarm"))
            .Run(new SubmissionDocument { Tasks = "level,alarm" });

        Assert.True(status.Submissions[0].State == QueueState.Done, status.Submissions[0].Why);
        AssertEqual(simulated, _fleet.Result);
        Assert.Equal((4, 2), (_fleet.Result.Labels!.Clients, _fleet.Result.Labels.ByTask["alarm"]));
        using var folder = RunFolder.Look(_fleet["fleet/runs/r1"], TestCatalogue.Learning);
        using var other = RunFolder.Look(_fleet["simulation"], TestCatalogue.Learning);
        Assert.Equal(other.Meaning.Channels, folder.Meaning.Channels);
        Assert.Equal(["", "no", "yes"], folder.Meaning.Targets.Single(target => target.Field == "alarm").Classes);
    }

    [Fact]
    public async Task OfTargetsThatOnlyTheSubmissionNames()
    {
        using var fleet = new TableFleet { Options = TestCatalogue.Options with { Rounds = 2, ClientsPerRound = 2 } };
        var recipe = new JsonObject
        {
            ["source"] = "table",
            ["client"] = "station",
            ["targets"] = "level:regression",
            ["features"] = "x,wind:category",
            ["embeddingWidth"] = 2,
        };
        using var joined = new TableFleet
        {
            Options = fleet.Options with
            {
                Source = "table",
                Client = "station",
                Targets = "level:regression",
                Features = "x,wind:category",
                EmbeddingWidth = new EmbeddingWidth(2),
                Encoder = "mlp",
                Batch = 64,
                Method = "all-in-one",
                Groups = 1,
            },
        };
        var simulated = joined.Simulate();

        var status = await fleet.With("s0", fleet.Own("s0")).With("s1", fleet.Own("s1", "Date")).With("s2", fleet.Own("s2"))
            .With("s3", fleet.Own("s3")).Run(new SubmissionDocument { Tasks = "level,", Recipe = recipe });

        Assert.True(status.Submissions[0].State == QueueState.Done, status.Submissions[0].Why);
        AssertEqual(simulated, fleet.Result);
    }

    [Fact]
    public async Task AndSoDoLabelledPictures()
    {
        using var fleet = new TableFleet
        {
            Options = TestCatalogue.Options with
            {
                Source = "labels",
                Client = "owner",
                Targets = SmallPictures.Targets,
                ImageSize = 32,
                Rounds = 2,
                MergeRounds = 1,
                ClientsPerRound = 2,
            },
        };
        var lines = SmallPictures.Write(fleet["pictures"], clients: 3, picturesEach: 20);
        var simulated = fleet.Simulate(fleet["pictures"]);

        // One has a folder of its own, without the column of the labels that it lacks.
        Directory.CreateDirectory(fleet["own"]);
        Directory.Move(fleet["pictures/c2"], fleet["own/c2"]);
        SmallPictures.WriteTable(fleet["own"], lines.Where(line => line.StartsWith("c2/", StringComparison.Ordinal))
            .Select(line => line.Split(',') is [var file, _, var hue, _, var sides] ? $"{file},{hue},{sides}" : line)
            .Prepend("file,hue,sides"));
        var status = await fleet.With("c0", fleet["pictures"], "owner").With("c1", fleet["pictures"], "owner").With("c2", fleet["own"])
            .Run(new SubmissionDocument { Tasks = "hue,brightness,sides" });

        Assert.True(status.Submissions[0].State == QueueState.Done, status.Submissions[0].Why);
        AssertEqual(simulated, fleet.Result);
        Assert.Equal(2, fleet.Result.Labels!.ByTask["brightness"]);
    }

    [Fact]
    public async Task WithoutADeviceThatLacksAFeatureWhichIsSaid()
    {
        var status = await _fleet.With("s0", _fleet.Own("s0")).With("s1", _fleet.Own("s1", "wind")).With("s2", _fleet.Own("s2"))
            .Run(new SubmissionDocument { Tasks = "level,alarm" });

        Assert.True(status.Submissions[0].State == QueueState.Done, status.Submissions[0].Why);
        Assert.Contains(
            "r1: Client s1 takes no part. Its data lack the column 'wind', which the data of most clients have.", _fleet.Notes);
        Assert.Equal(2, _fleet.Result.Labels!.Clients);
    }

    [Fact]
    public async Task OrFailWithASentenceThatSaysWhy()
    {
        File.WriteAllLines(_fleet["odd.csv"], ["x,wind,level,alarm", "1,7,3,yes", "2,8,4,no", "3,9,5,no"]);
        using var fleet = new TableFleet { Options = _fleet.Options with { SplitBy = null } };

        var status = await fleet.With("s0", fleet.Own("s0", "Date")).With("s1", _fleet["odd.csv"])
            .Run(new SubmissionDocument { Tasks = "level,alarm" });

        Assert.Equal(QueueState.Failed, status.Submissions[0].State);
        Assert.Equal(
            "The data of the fleet: the column 'wind' is category at s0 and number at s1; name its kind among the features, "
            + "as in COLUMN:category.", status.Submissions[0].Why);
    }

    [Fact]
    public async Task OrFailWhereTooFewHaveTheColumns()
    {
        using var fleet = new TableFleet { Options = _fleet.Options with { Quorum = 2, Features = "x,wind,Date" } };

        var status = await fleet.With("s0", fleet.Own("s0")).With("s1", fleet.Own("s1", "wind"))
            .Run(new SubmissionDocument { Tasks = "level,alarm" });

        Assert.Equal(
            "1 device has examples to train on and columns that fit; a round needs 2.", status.Submissions[0].Why);
        var left = Assert.Single(fleet.Notes, note => note.StartsWith("r1: Client s1 takes no part. ", StringComparison.Ordinal));
        Assert.Contains("s1.csv: the feature column is 'wind'; expected one of the table's columns, such as ", left);
    }

    private static void AssertEqual(ResultFile simulated, ResultFile result)
    {
        Assert.Equal(simulated.ModelSha256.OrderBy(model => model.Key), result.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(simulated.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(simulated.ConstantTestLoss!.PerTask, result.ConstantTestLoss!.PerTask);
        Assert.Equal(simulated.Groups, result.Groups);
        Assert.All(simulated.TestMetrics!, task => Assert.Equal(task.Value, result.TestMetrics![task.Key]));
    }
}
