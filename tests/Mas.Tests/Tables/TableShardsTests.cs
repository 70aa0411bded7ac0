using System.Globalization;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;
using Mas.Tables;
using Mas.Tables.Columns;
using Mas.Tables.Splits;
using Mas.Tests.Federation;

namespace Mas.Tests.Tables;

public sealed class TableShardsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryClientIsAShard()
    {
        using var shards = Open();

        Assert.Equal(["s0", "s1", "s2"], shards.Shards.Select(shard => shard.Name));
        foreach (var shard in shards.Shards)
        {
            Assert.Equal([320, 40, 40], Enum.GetValues<Split>().Select(shard.Count));
            Assert.Equal(["level", "alarm"], shard.Targets.Select(target => target.Name));
            // The date's seven numbers, x and whether it is missing, and three winds: unknown, east, west.
            Assert.Equal(FieldShape.Flat(12), shard.Input);
        }
    }

    [Fact]
    public void TheTargetsAreTasks()
    {
        using var shards = Open(options => options with
        {
            Targets = TableTarget.Parse("targets", "level:regression:log1p,alarm:class"),
        });

        Assert.Equal(
            [("level", "level", 1, "squared-error", "linear"), ("alarm", "alarm", 3, "cross-entropy", "linear")],
            shards.Tasks.Select(task => (task.Id, task.Field, task.Outputs, task.Objective, task.Head)));
        Assert.Equal([null, "labels"], shards.Tasks.Select(task => task.Metrics));
        Assert.Empty(shards.Tasks.SelectMany(task => task.Faults("task")));
        Assert.All(shards.Tasks, task => TestCatalogue.Learning.Resolve(task));
    }

    [Fact]
    public void EveryNumberSaysWhatItIs()
    {
        using var shards = Open();
        var (channels, x) = (shards.Meaning.Channels, shards.Columns.Single(column => column.Column == "x"));

        Assert.Equal(
            [
                ("Date", "days", null), ("Date", "sine-of-year", null), ("Date", "cosine-of-year", null),
                ("Date", "sine-of-week", null), ("Date", "cosine-of-week", null), ("Date", "sine-of-day", null),
                ("Date", "cosine-of-day", null), ("x", "number", null), ("x", "missing", null),
                ("wind", "unknown", null), ("wind", "word", "east"), ("wind", "word", "west"),
            ],
            channels.Select(channel => (channel.Name, channel.Encoding, channel.Word)));
        Assert.Equal((x.Mean, x.Deviation), (channels[7].Mean, channels[7].Deviation));
        Assert.Equal(
            [("level", ""), ("alarm", null)], shards.Meaning.Targets.Select(target => (target.Field, target.Unit?.Name)));
        Assert.Equal(["", "no", "yes"], shards.Meaning.Targets[1].Classes);
    }

    [Theory]
    [InlineData("PM2.5", "pm2-5", "PM25", "PM2_5")]
    [InlineData("d", "d", "cold", "d")]
    [InlineData("Humidity, 9 am to 3 pm", "humidity--9-am-to-3-pm", "Humidity9amto3pm", "Humidity__9_am_to_3_pm")]
    public void ATaskIsNamedForItsColumn(string column, string id, string mark, string field)
    {
        var task = TargetNames.Task(
            TargetNames.Field(column), new TableTarget(column, TargetKind.Number, Transform.None),
            new ColumnDescription(column, ColumnKind.Number), []);

        Assert.Equal((id, column, mark, field), (task.Id, task.Label, task.Mark, task.Field));
        Assert.Empty(task.Faults("task"));
    }

    [Fact]
    public void ColumnsAreStandardisedByTheTrainingRowsOfAll()
    {
        using var shards = Open();
        using var pool = new TensorPool();
        var (sum, squares, count) = (0.0, 0.0, 0);
        foreach (var shard in shards.Shards)
        {
            using var batch = Filled(pool, shard, Split.Train);
            foreach (var value in batch.Targets[0].Values)
            {
                (sum, squares, count) = (sum + value, squares + (value * value), count + 1);
            }
        }

        Assert.Equal(0, sum / count, 1e-5);
        Assert.Equal(1, squares / count, 1e-5);
    }

    [Fact]
    public void ARowIsWhatTheTableSays()
    {
        string[] lines =
        [
            .. SmallTable.Lines(2, 400),
            "s2,2000-01-01,NA,north,,no", "s2,2000-04-01 06:00,,east,12,", "s2,,1,,13,yes",
        ];
        using var shards = Open(options => options with { SplitBy = Training }, lines);
        using var pool = new TensorPool();
        using var batch = Filled(pool, shards.Shards[2], Split.Train);
        var columns = shards.Columns.ToDictionary(column => column.Column);

        Assert.Equal(["east", "north", "west"], columns["wind"].Vocabulary);
        var (first, second, third) = (Row(0), Row(1), Row(2));
        // The date, its turns of the year, week and day, and whether it is missing.
        Assert.Equal([0, 1, 0, 1, 0, 1, 0], first[1..8]);
        Assert.Equal([1, 0], second[5..7].Select(value => MathF.Round(value, 6)));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], third[..8]);
        // x and whether it is missing.
        Assert.Equal([0, 1], first[8..10]);
        Assert.Equal([columns["x"].Standardised(1), 0], third[8..10]);
        // The wind: unknown, east, north, west.
        Assert.Equal([0, 0, 1, 0], first[10..]);
        Assert.Equal([1, 0, 0, 0], third[10..]);
        Assert.Equal(
            [0, columns["level"].Standardised(12), columns["level"].Standardised(13)], batch.Targets[0].Values);
        Assert.Equal([0, 1, 1], batch.Weights[0].Values);
        Assert.Equal([1, 0, 2], batch.Targets[1].Values);
        Assert.Equal([1, 0, 1], batch.Weights[1].Values);

        float[] Row(int example) => batch.Input.Picture(example).ToArray();
    }

    [Fact]
    public void ARowMayHaveSeveralClassesOrNone()
    {
        string[] lines = ["a,x | y,1,p|q", "a,|,2,", "a,,3,q", "b,y,4,p|p", "b,x|y,5,|"];
        var file = SmallTable.Write(_folder, ["who,tags,number,words", .. lines]);
        var options = new TableOptions
        {
            File = file,
            Client = "who",
            Targets = TableTarget.Parse("targets", "tags:classes"),
            Features = TableFeature.Parse("number,words:categories"),
            SplitBy = Training,
        };
        using var shards = TableShards.Open(options, CancellationToken.None);
        using var pool = new TensorPool();
        using var first = Filled(pool, shards.Shards[0], Split.Train);
        using var second = Filled(pool, shards.Shards[1], Split.Train);

        Assert.Equal(("binary-cross-entropy", 2, 2), (
            shards.Tasks[0].Objective, shards.Tasks[0].Outputs, shards.Tasks[0].TargetChannels));
        Assert.Equal("label-sets", TestCatalogue.Learning.Resolve(shards.Tasks[0]).Metrics.Name);
        Assert.Equal([1, 1, 0, 0, 0, 0], first.Targets[0].Values);
        Assert.Equal([1, 1, 0], first.Weights[0].Values);
        Assert.Equal([0, 1, 1, 1], second.Targets[0].Values);
        // After the number: unknown, p, q.
        Assert.Equal([0, 1, 1], first.Input.Picture(0)[1..]);
        Assert.Equal([1, 0, 0], first.Input.Picture(1)[1..]);
        Assert.Equal([0, 1, 0], second.Input.Picture(0)[1..]);
        Assert.Equal([0, 0, 0], second.Input.Picture(1)[1..]);

        SmallTable.Write(_folder, ["who,tags,number,words", .. lines[..4], "b,y,5,|"]);
        using var changed = TableShards.Open(options, CancellationToken.None);
        Assert.Equal("client b has different examples or splits", shards.Digest.Difference(changed.Digest));
    }

    [Fact]
    public void AColumnMaySayTheSplitOfEachRow()
    {
        string[] splits = ["test", "train", "validation", "", "train"];
        string[] lines = [.. SmallTable.Lines(2, 100).Select((line, row) => $"{line},{splits[row % 5]}")];
        var file = SmallTable.Write(_folder, [SmallTable.Header + ",part", .. lines]);
        using var shards = TableShards.Open(
            SmallTable.Options(file) with { SplitBy = SplitBy.Parse("split-by", "given:part") },
            CancellationToken.None);

        Assert.All(shards.Shards, shard => Assert.Equal([60, 20, 20], Enum.GetValues<Split>().Select(shard.Count)));
        Assert.DoesNotContain(shards.Columns, column => column.Column == "part");
    }

    [Fact]
    public void TheSumsOfClientsDescribeTheColumnsOfAll()
    {
        using var all = Open();
        var file = all.Location;
        var sums = all.Shards.Select(shard => TableShards.Open(
            SmallTable.Options(file) with { OnlyClient = shard.Name, Columns = all.Columns }, CancellationToken.None));

        Assert.Equal(
            all.Columns.Select(column => column.Line),
            TableShards.Described([.. sums.Select(one => one.Sums[0])]).Select(column => column.Line));
    }

    [Fact]
    public void AClientThatReadsItsOwnRowsAloneReadsThemAlike()
    {
        using var all = Open();
        using var own = TableShards.Open(
            SmallTable.Options(all.Location) with { OnlyClient = "s1", Columns = all.Columns }, CancellationToken.None);

        Assert.Equal(all.Digest.Shards[1], own.Digest.Shards[0]);
        Assert.Equal(all.Digest.Reading, own.Digest.Reading);
    }

    [Fact]
    public void TheDigestIsTheSameForAnyNumberOfThreads()
    {
        using var one = Open(options => options with { Threads = 1 });
        using var three = Open(options => options with { Threads = 3 });

        Assert.Equal(one.Digest.Sha256, three.Digest.Sha256);
        Assert.Equal(one.Columns.Select(column => column.Line), three.Columns.Select(column => column.Line));
    }

    [Fact]
    public void TheDigestChangesWithEveryValueThatTrainingReads()
    {
        var lines = SmallTable.Lines(3, 400);
        using var before = Open();
        string[] changed = [.. lines];
        changed[410] = changed[410].Replace("est,", "est,1", StringComparison.Ordinal);
        using var after = Open(lines: changed);
        using var otherwise = Open(options => options with { SplitBy = new SplitBy(SplitUnit.Day) });

        Assert.Contains("s1", before.Digest.Difference(after.Digest), StringComparison.Ordinal);
        Assert.NotEqual(before.Digest.Sha256, otherwise.Digest.Sha256);
    }

    [Fact]
    public void ABlockOfTimeIsInTheSameSplitAtEveryClient()
    {
        using var shards = Open(options => options with { SplitBy = new SplitBy(SplitUnit.Day) });

        Assert.Single(
            shards.Shards.Select(shard => (shard.Count(Split.Validation), shard.Count(Split.Test))).Distinct());
        Assert.InRange(shards.Shards[0].Count(Split.Test), 32, 48);
        var days = ((TableShard)shards.Shards[0]).Rows(Split.Test).ToArray().GroupBy(row => row / 4);
        Assert.All(days, day => Assert.Equal(4, day.Count()));
    }

    [Fact]
    public void ADateMayBeInSeveralColumns()
    {
        string[] lines =
        [
            .. SmallTable.Lines(2, 400).Select(line => line.Split(',')).Select(cells =>
                (Cells: cells, Date: DateTime.Parse(cells[1], CultureInfo.InvariantCulture)))
                .Select(row => string.Join(',', row.Cells)
                    + $",{row.Date.Year},{row.Date.Month},{row.Date.Day},{row.Date.Hour}"),
        ];
        var file = SmallTable.Write(_folder, [SmallTable.Header + ",year,month,day,hour", .. lines]);
        using var whole = TableShards.Open(Dated("Date"), CancellationToken.None);
        using var parts = TableShards.Open(Dated("year+month+day+hour"), CancellationToken.None);

        Assert.Equal(whole.Digest.Shards, parts.Digest.Shards);

        TableOptions Dated(string date) => SmallTable.Options(file) with
        {
            Features = TableFeature.Parse($"x,{date}"),
            SplitBy = new SplitBy(SplitUnit.Day, date),
        };
    }

    [Fact]
    public void AGroupIsInOneSplit()
    {
        string[] lines = [.. SmallTable.Lines(2, 400).Select((line, row) => $"{line},p{row % 40}")];
        var file = SmallTable.Write(_folder, [SmallTable.Header + ",patient", .. lines]);
        using var shards = TableShards.Open(
            SmallTable.Options(file) with { SplitBy = new SplitBy(SplitUnit.Group, "patient") },
            CancellationToken.None);

        foreach (var shard in shards.Shards.Cast<TableShard>())
        {
            var patients = Enum.GetValues<Split>().Select(split =>
                shard.Rows(split).ToArray().Select(row => row % 40).Distinct().ToArray()).ToArray();
            Assert.Equal(40, patients.Sum(some => some.Length));
        }

        Assert.DoesNotContain(shards.Columns, column => column.Column == "patient");
    }

    [Fact]
    public void AModelLearnsThePlantedTruth()
    {
        using var shards = Open();
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var tasks = shards.Tasks.Select(TestCatalogue.Learning.Resolve).ToArray();
        var (shard, description) = (shards.Shards[0], new ModelDescription("mlp", shards.Shards[0].Input, tasks));
        using var model = TestCatalogue.Learning.Model(description);
        model.Parameters.Initialise(new Seed(2));
        using var start = model.Parameters.Values.Clone();

        using var update = LocalTraining.Train(
            Order(start, description), shard, bench, TimeProvider.System, CancellationToken.None);

        Assert.Null(update.Fault);
        var constants = ConstantMaps.Best(tasks, ConstantMaps.Count(shard, tasks, bench, default));
        var constant = ConstantMaps.Measure(constants, shard, tasks, Split.Test, bench, default);
        var learned = Evaluation.Measure(
            description, update.Parameters!, shard, Split.Test, 16, bench, CancellationToken.None);
        for (var task = 0; task < tasks.Length; task++)
        {
            Assert.True(
                learned[task].Loss.Value < 0.5 * constant[task].Loss.Value, $"{learned[task]} of {constant[task]}");
        }
    }

    private static SplitBy Training { get; } = new(SplitUnit.Row) { ValidationFraction = 0, TestFraction = 0 };

    private static Order Order(NamedTensors start, ModelDescription description) => new()
    {
        Stage = "levelalarm",
        Round = 1,
        Client = "s0",
        Tasks = description.Tasks,
        Parameters = start,
        Settings = new TrainingSettings
        {
            Encoder = description.Encoder,
            LearningRate = 0.02,
            Momentum = 0.9,
            WeightDecay = 0,
            Input = description.Input,
            LocalEpochs = 20,
            BatchSize = 16,
            ProbeEvery = 10,
        },
        Seed = new Seed(3),
    };

    private static Batch Filled(TensorPool pool, IShard shard, Split split)
    {
        var batch = new Batch(pool, shard.Count(split), new BatchShape(shard.Input, shard.Targets));
        shard.Fill(batch, split, [.. Enumerable.Range(0, shard.Count(split))]);
        return batch;
    }

    private TableShards Open(
        Func<TableOptions, TableOptions>? change = null, IReadOnlyList<string>? lines = null) => TableShards.Open(
        (change ?? (options => options))(SmallTable.Options(
            SmallTable.Write(_folder, [SmallTable.Header, .. lines ?? SmallTable.Lines(3, 400)]))),
        CancellationToken.None);
}
