using Mas.Labels;
using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Tables;
using Mas.Tests.Federation;

namespace Mas.Tests.Tables;

/// <summary>What owners of tables say of their columns, and what follows for all.</summary>
public sealed class SharedColumnsTests : IDisposable
{
    private static readonly ColumnChoice _choice = new() { Client = "station", Targets = "level:regression:log,alarm:class" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatTheClientsSayAddsUpToWhatTheWholeTableSays()
    {
        var file = SmallTable.Write(_folder, SmallTable.Lines(clients: 3, rowsEach: 100).Prepend(SmallTable.Header));
        using var whole = TableShards.Open(
            SmallTable.Options(file) with { Targets = TableTarget.Parse("targets", _choice.Targets!) }, CancellationToken.None);
        ClientColumns[] said = [.. whole.Shards.Select(shard => Sum(new DataRequest { Location = file, Client = shard.Name }))];

        var found = TableSource.Instance.Describe("here", _choice, [.. said.Select(client => client.Sums)]);

        Assert.Equal(whole.Columns.Select(column => column.Line), found.Columns.Select(column => column.Line));
        Assert.Equal(whole.Tasks, found.Tasks);
        Assert.Equal(whole.Shards[0].Input, found.Input);
        Assert.Equal(whole.Meaning.Channels, found.Meaning.Channels);
        Assert.Equal([["level", "alarm"], ["level", "alarm"], ["level"]], said.Select(found.FieldsOf));
        Assert.Equal((80, 10, 10), (said[0].Train, said[0].Validation, said[0].Test));
    }

    [Fact]
    public void AColumnThatADeviceLacksHasNoLabels()
    {
        var file = SmallTable.Write(_folder, "part,x,level", "train,1,2", "train,2,3", "train,3,", "test,4,5");

        var said = TableSource.Instance.Sum(
            new DataRequest { Location = file, Client = "s1", OwnsAll = true, Columns = _choice with { SplitBy = "given:part" } },
            CancellationToken.None);

        Assert.Equal(["x", "level", "alarm"], said.Sums.Select(column => column.Column));
        Assert.Equal([(3, 0), (2, 1), (0, 3)], said.Sums.Select(column => (column.Known, column.Missing)));
    }

    [Theory]
    [InlineData("x:number,level:number,alarm:category", null)]
    [InlineData("x:date,level:number,alarm:category", null)]
    [InlineData("level:number,alarm:category", "It reports 2 columns; expected 3.")]
    [InlineData("x:number,level:number,alarm:category,z:number", "It reports 4 columns; expected 3.")]
    [InlineData("y:number,level:number,alarm:category", "It reports 'y:number'; expected 'x'.")]
    [InlineData("x:number,level:number,alarm:number", "It reports 'alarm:number'; expected 'alarm:category'.")]
    [InlineData("x:number,alarm:category,level:number", "It reports 'alarm:category'; expected 'level:number'.")]
    public void AnAnswerMustBeToWhatWasAsked(string said, string? expected)
    {
        ColumnSums[] sums = [.. TableFeature.Parse(said).Select(column => new ColumnSums(column.Column, column.Kind!.Value))];

        Assert.Equal(expected, TableSource.Instance.Fault(_choice with { Features = "x" }, sums));
    }

    [Fact]
    public void FewerColumnsThanTargetsAreNoAnswer()
    {
        ColumnSums[] sums = [new ColumnSums("level", ColumnKind.Number)];

        Assert.Equal("It reports 1 column; expected 2.", TableSource.Instance.Fault(_choice, sums));
        Assert.Equal("It reports 1 column; expected 2.", LabelsSource.Instance.Fault(_choice, sums));
    }

    [Fact]
    public void NumbersThatAreTooLargeTogetherAreNamed()
    {
        var huge = new ColumnSums("x", ColumnKind.Number) { Known = 2, Sum = 1e308, SumOfSquares = 1e308 };
        ColumnSums[] sums =
        [
            huge, new ColumnSums("level", ColumnKind.Number) { Known = 2, Sum = 3, SumOfSquares = 5 },
            new ColumnSums("alarm", ColumnKind.Category)
            {
                Known = 2,
                Categories = new Dictionary<string, long> { ["no"] = 1, ["yes"] = 1 },
            },
        ];

        var fault = Assert.Throws<InputException>(() => TableSource.Instance.Describe("here", _choice, [sums, sums]));

        Assert.Equal(
            "here: the column 'x' is too large to add up; expected numbers whose squares are finite.", fault.Message);
    }

    [Theory]
    [InlineData(null, null, "table.csv does not say whose rows it has; name this device with --building, or ")]
    [InlineData("wnd", "s1", "table.csv: the client column is 'wnd'; expected one of the table's columns: station, x.")]
    [InlineData("station", null, "table.csv has 2 clients; name this device's with --building.")]
    [InlineData("station", "s3", "table.csv has no client 's3'; its clients are s1, s2.")]
    public void WhoseRowsTheyAreMustBeClear(string? column, string? client, string expected)
    {
        var file = SmallTable.Write(_folder, "station,x", "s1,2", "s2,3", "s1,4");

        var fault = Assert.Throws<InputException>(() => Look(file, column, client));

        Assert.Contains(expected, fault.Message);
    }

    [Fact]
    public void ADeviceHasTheRowsOfItsNameOrAll()
    {
        var file = SmallTable.Write(_folder, "station,x", "s1,2", "s2,3", "s1,4");

        Assert.Equal(("s1", 2), Look(file, "station", "s1"));
        Assert.Equal(("s9", 3), Look(file, null, "s9"));
    }

    [Fact]
    public void WhatADeviceReadsOfAClassThatNoneHasInTrainingIsUnlabelled()
    {
        var file = SmallTable.Write(_folder, "x,kind,part", "1,a,train", "2,b,train", "3,c,test");
        ColumnDescription[] described =
        [
            new("x", ColumnKind.Number) { Known = 2, Mean = 1, Deviation = 1 },
            new("kind", ColumnKind.Category) { Known = 2, Vocabulary = ["a", "b"] },
        ];

        using var opened = TableSource.Instance.Open(
            new DataRequest
            {
                Location = file,
                Client = "s1",
                OwnsAll = true,
                Columns = new ColumnChoice { Client = "station", Targets = "kind:class", SplitBy = "given:part" },
                Described = described,
            },
            CancellationToken.None);

        Assert.Equal(FieldShape.Flat(1), opened.Shards[0].Input);
        Assert.Equal((2, 1), (opened.Shards[0].Count(Split.Train), opened.Shards[0].Count(Split.Test)));
    }

    [Fact]
    public void TasksAreNamedBeforeTheData()
    {
        var tasks = TableSource.Instance.Tasks(_choice);

        Assert.Equal(["level", "alarm"], tasks.Select(task => task.Mark));
        Assert.Empty(tasks.SelectMany(task => task.Faults("task")));
        Assert.Contains(
            "--targets is 'level'; expected COLUMN:regression, ",
            Assert.Throws<InputException>(() => TableSource.Instance.Tasks(_choice with { Targets = "level" })).Message);
    }

    private static ClientColumns Sum(DataRequest request) =>
        TableSource.Instance.Sum(request with { Columns = _choice }, CancellationToken.None);

    private static (string Name, int Rows) Look(string file, string? column, string? client)
    {
        var found = TableSource.Instance.Look(
            new DataRequest
            {
                Location = file,
                Client = client,
                Columns = column is null ? null : new ColumnChoice { Client = column },
                OwnsAll = column is null,
            },
            CancellationToken.None);
        Assert.Equal((0, 0, 0), (found.Validation, found.Test, found.Fields.Count));
        return (found.Name, found.Train);
    }
}
