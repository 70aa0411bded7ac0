using Mas.Engine.Memory;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Tables;
using Mas.Tests.Federation;

namespace Mas.Tests.Tables;

/// <summary>Rows for a trained model are read as those that it was trained on.</summary>
public sealed class TableInputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARowIsReadByItsFeaturesAsInTrainingWithoutClientAndTargets()
    {
        string[] rows = [.. SmallTable.Lines(clients: 2, rowsEach: 60).Select((row, index) =>
            $"{row},{(index % 3 == 0 ? "" : index % 2 == 0 ? "a|b" : "|")},2020,{1 + (index % 12)},7")];
        using var shards = TableShards.Open(
            SmallTable.Options(SmallTable.Write(_folder, rows.Prepend($"{SmallTable.Header},tags,y,m,d"))) with
            {
                Features = TableFeature.Parse("Date,x,wind,tags:categories,y+m+d"),
            },
            CancellationToken.None);
        var trained = (TableShard)shards.Shards[1];
        var held = trained.Rows(Split.Test).ToArray();

        // Columns in another order, without client and targets.
        _folder.Write("new.csv", "tags,wind,d,m,y,x,Date\n" + string.Concat(held.Select(row =>
        {
            var cells = rows[row].Split(',');
            return $"{cells[6]},{cells[3]},{cells[9]},{cells[8]},{cells[7]},{cells[2]},{cells[1]}\n";
        })));
        var inputs = TableInputs.Open(_folder["new.csv"], shards.Meaning.Channels, CancellationToken.None);

        Assert.Equal((held.Length, trained.Input), (inputs.Count, inputs.Shape));
        using var pool = new TensorPool();
        using var batch = new Batch(pool, held.Length, new BatchShape(trained.Input, trained.Targets));
        trained.Fill(batch, Split.Test, [.. Enumerable.Range(0, held.Length)]);
        for (var row = 0; row < held.Length; row++)
        {
            var read = new float[inputs.Shape.Channels];
            inputs.Fill(read, row);
            Assert.Equal(batch.Input.Picture(row).ToArray(), read);
        }
    }

    [Fact]
    public void ACategoryThatTrainingDidNotHaveIsUnknownAndAMissingNumberIsMissing()
    {
        InputChannel[] channels =
        [
            new("x", "number") { Mean = 2, Deviation = 4 }, new("x", "missing"), new("wind", "unknown"),
            new("wind", "word") { Word = "east" },
        ];
        _folder.Write("new.csv", "x,wind\n10,east\nNA,north\n");

        var inputs = TableInputs.Open(_folder["new.csv"], channels, CancellationToken.None);

        var (first, second) = (new float[4], new float[4]);
        inputs.Fill(first, 0);
        inputs.Fill(second, 1);
        Assert.Equal([2, 0, 0, 1], first);
        Assert.Equal([0, 1, 1, 0], second);
    }

    [Theory]
    [InlineData("x,wnd\n1,east\n", " has no column 'wind', which the model reads; did you mean 'wnd'?")]
    [InlineData("x,other\n1,east\n", " has no column 'wind', which the model reads; its columns are x, other.")]
    [InlineData("x,wind\n1,east\nmuch,west\n", ", row 2, column 'x' is 'much'; expected a number.")]
    [InlineData("x,wind\n", " has a header and no rows; expected at least one.")]
    [InlineData("", " is empty; expected a table with a header.")]
    public void AFaultNamesFileRowAndColumn(string text, string expected)
    {
        _folder.Write("new.csv", text);

        var fault = Assert.Throws<InputException>(() => TableInputs.Open(
            _folder["new.csv"], [new("x", "number") { Mean = 0, Deviation = 1 }, new("wind", "unknown")], CancellationToken.None));

        Assert.Equal(_folder["new.csv"] + expected, fault.Message);
    }

    [Fact]
    public void ChannelsThatAreNotThoseOfColumnsAreRefused()
    {
        _folder.Write("new.csv", "red\n1\n");

        Assert.Equal(
            "The model's 1 channel cannot be made from a table's columns; expected those that a run on a table records in "
            + "meaning.json.",
            Assert.Throws<InputException>(() => TableInputs.Open(
                _folder["new.csv"], [new("red", InputChannel.Fraction)], CancellationToken.None)).Message);
    }
}
