using System.Globalization;
using Mas.Commands;
using Mas.Export.Inference;
using Mas.Tables;
using Mas.Tests.Federation;
using Mas.Tests.Tables;

namespace Mas.Tests.Cli;

/// <summary><c>mas predict</c> on tables, with the models of a run and with the files exported from it.</summary>
public sealed class PredictCommandTests : IClassFixture<PredictCommandTests.TableRun>, IDisposable
{
    private readonly TableRun _trained;
    private readonly TemporaryFolder _folder = new();

    public PredictCommandTests(TableRun trained) => _trained = trained;

    private string Out => _folder["predicted.csv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunPredictsEveryTargetOfRowsThatHaveNoneInItsOwnUnit()
    {
        _folder.Write(
            "new.csv",
            "wind,x,Date\neast,1,2024-02-01 00:00\nwest,-1,2024-02-01 06:00\nnorth,NA,2024-02-01 12:00\n");

        var rows = Predicted("predict", _trained.Run, "--table", _folder["new.csv"], "--out", Out);

        Assert.Equal(["row", "level", "alarm", "alarm=no", "alarm=yes"], rows[0]);
        Assert.Equal(["1", "2", "3"], rows.Skip(1).Select(row => row[0]));
        Assert.InRange(Number(rows[1][1]), 10.5, 15.5);
        Assert.InRange(Number(rows[2][1]), 6.5, 11.5);
        Assert.Equal(["yes", "no"], rows[1..3].Select(row => row[2]));
        Assert.All(rows.Skip(1), row => Assert.Equal(1, Number(row[3]) + Number(row[4]), 1e-5));
        Assert.All(rows.Skip(1), row => Assert.Equal(row[2] == "yes", Number(row[4]) > 0.5));
    }

    [Fact]
    public void TheExportedFilesPredictTheSame()
    {
        // The run's own table, with clients and targets, where none is given.
        var whole = Predicted("predict", _trained.Run, "--out", Out);
        var level = Predicted("predict", _trained["level.onnx"], "--table", _trained.Table, "--out", Out);
        var alarm = Predicted("predict", _trained["alarm.onnx"], "--data", _trained.Table, "--out", Out);

        Assert.Equal(1 + (3 * TableRun.RowsEach), whole.Length);
        Assert.Equal(["row", "level"], level[0]);
        Assert.Equal(["row", "alarm", "alarm=no", "alarm=yes"], alarm[0]);
        foreach (var (expected, own, other) in whole.Zip(level, alarm).Skip(1))
        {
            Assert.Equal(Number(expected[1]), Number(own[1]), 1e-3);
            Assert.Equal(Number(expected[4]), Number(other[3]), 1e-4);
        }
    }

    [Fact]
    public void ANumberIsTheOutputTimesItsDeviationPlusItsMeanWithoutTheTransform()
    {
        using var model = OnnxModel.Open(_trained["level.onnx"], threads: 1);
        var inputs = TableInputs.Open(_trained.Table, model.Card.Input.Channels, CancellationToken.None);
        var row = new float[inputs.Shape.Channels];
        inputs.Fill(row, 4);
        var unit = model.Card.Tasks[0].Unit!;

        var output = model.Predict(row, 1)[0][0];
        var rows = Predicted("predict", _trained["level.onnx"], "--table", _trained.Table, "--out", Out);

        Assert.Equal("log", unit.Name);
        Assert.Equal(Math.Exp((output * unit.Scale[0]) + unit.Shift[0]), Number(rows[5][1]), 1e-3);
    }

    [Theory]
    [InlineData("{run} --table {bad} --out {folder}/p.csv", "{bad}, row 2, column 'x' is 'much'; expected a number.")]
    [InlineData("{run} --table {short} --out {folder}/p.csv", "{short} has no column 'Date', which the model reads; did you mean 'Day'?")]
    [InlineData("{run} --table {folder}/no.csv --out {folder}/p.csv", "{folder}/no.csv cannot be read: Could not find file '{folder}/no.csv'.")]
    [InlineData("{run} --out {folder}/p.png", "--out is '{folder}/p.png'; expected a file that ends in .csv, as {run} predicts numbers and classes.")]
    [InlineData("{run} --count 3 --out {folder}/p.csv", "{run} reads a table; leave out --count.")]
    [InlineData("{onnx} --out {folder}/p.csv", "{onnx} has no data of its own; give --table.")]
    [InlineData("{bad} --out {folder}/p.csv", "{bad} is not a model that ONNX Runtime can run: ")]
    [InlineData("{run} --out {folder}/p.txt", "--out is '{folder}/p.txt'; expected a file that ends in .png or .csv.")]
    public void AFaultIsOneSentenceAndNothingIsWritten(string line, string expected)
    {
        _folder.Write("bad.csv", "x,wind,Date\n1,east,2024-02-01\nmuch,east,2024-02-01\n");
        _folder.Write("short.csv", "x,wind,Day\n1,east,2024-02-01\n");

        var run = CommandRun.Of(["predict", .. Placed(line).Split(' ')]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.StartsWith(Placed(expected), Assert.Single(run.Faults));
        Assert.Empty(Directory.GetFiles(_folder.Path, "p.*"));
    }

    private string Placed(string text) => text
        .Replace("{run}", _trained.Run, StringComparison.Ordinal)
        .Replace("{onnx}", _trained["level.onnx"], StringComparison.Ordinal)
        .Replace("{bad}", _folder["bad.csv"], StringComparison.Ordinal)
        .Replace("{short}", _folder["short.csv"], StringComparison.Ordinal)
        .Replace("{folder}", _folder.Path, StringComparison.Ordinal);

    private string[][] Predicted(params string[] line)
    {
        var run = CommandRun.Of(line);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Equal($"{Out}\n", run.Out);
        return [.. File.ReadAllLines(Out).Select(row => row.Split(','))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A run on a table whose truth is known, split into a group per target, and its exported files.</summary>
    public sealed class TableRun : IDisposable
    {
        internal const int RowsEach = 300;

        private readonly TemporaryFolder _folder = new();

        public TableRun()
        {
            Table = SmallTable.Write(
                _folder, SmallTable.Lines(clients: 3, RowsEach).Prepend(SmallTable.Header));
            var run = CommandRun.Of(
                "run", "--out", Run, "--table", Table, "--client", "station", "--targets",
                "level:regression:log,alarm:class", "--rounds", "14", "--merge-rounds", "4", "--batch", "16", "--json");
            Assert.True(run.Code == ExitCode.Done, run.Error);
            var export = CommandRun.Of("export", "--run", Run, "--out", _folder["models"]);
            Assert.True(export.Code == ExitCode.Done, export.Error);
        }

        internal string Run => _folder["run"];

        internal string Table { get; }

        internal string this[string model] => Path.Combine(_folder["models"], model);

        public void Dispose() => _folder.Dispose();
    }
}
