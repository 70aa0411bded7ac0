using System.Text.Json;
using Mas.Commands;
using Mas.Tests.Federation;
using Mas.Tests.Tables;

namespace Mas.Tests.Cli;

/// <summary><c>mas run</c> on a table, and what is wrong with tables and their options.</summary>
public sealed class TableCommandTests : IDisposable
{
    private const string Options =
        "--client station --targets level:regression,alarm:class --split-by week --rounds 4 --merge-rounds 2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ATableIsLearnedReportedAndResumedByOneCommandEach()
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 3, rowsEach: 400).Prepend(SmallTable.Header));

        var run = Run($"--table {table} {Options} --json");

        Assert.True(run.Code == ExitCode.Done, run.Error);
        var result = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(
            ["level", "alarm"], result.GetProperty("tasks").EnumerateArray().Select(task => task.GetString()));
        var options = JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"])).RootElement;
        Assert.Equal("week", options.GetProperty("splitBy").GetString());
        Assert.Equal("mlp", options.GetProperty("encoder").GetString());
        Assert.Equal(64, options.GetProperty("batch").GetInt32());
        Assert.Equal(run.Out, CommandRun.Of("resume", _folder["run"], "--json").Out);
        var report = File.ReadAllText(_folder["run/report.html"]);
        Assert.Contains("alarm", report);
        Assert.DoesNotContain("is not here", run.Error);
    }

    [Fact]
    public void ARunOnATableIsPlannedWithItsShapeAndTasks()
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 3, rowsEach: 100).Prepend(SmallTable.Header));

        var run = CommandRun.Of(
            ["plan", "--table", table, "--methods", "one-by-one,merge-and-split-2", "--json", .. Options.Split(' ')]);

        Assert.True(run.Code == ExitCode.Done, run.Error);
        var methods = JsonDocument.Parse(run.Out).RootElement.GetProperty("methods");
        Assert.Equal(
            ["one-by-one", "merge-and-split-2"],
            methods.EnumerateArray().Select(method => method.GetProperty("name").GetString()));
        Assert.Equal(1, methods[0].GetProperty("operationsRatio").GetDouble());
    }

    [Fact]
    public void MethodsAreComparedOnATableAndStagesAreReused()
    {
        var table = SmallTable.Write(
            _folder, SmallTable.Lines(clients: 3, rowsEach: 100).Select(row => $"{row},{row.Length},{row.Length % 7}")
                .Prepend($"{SmallTable.Header},a,b"));
        string[] line =
        [
            "compare", "--out", _folder["compared"], "--table", table, "--client", "station", "--targets",
            "level:regression,alarm:class,a:regression,b:regression", "--rounds", "3", "--merge-rounds", "1",
            "--methods", "all-in-one,merge-and-split-4", "--json",
        ];

        var run = CommandRun.Of(line);
        var again = CommandRun.Of([.. line[..^2], "all-in-one,merge-and-split-4,one-by-one", "--json"]);

        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.True(again.Code == ExitCode.Done, again.Error);
        var table4 = JsonDocument.Parse(again.Out).RootElement;
        Assert.Equal(3, table4.GetProperty("methods").GetArrayLength());
    }

    [Fact]
    public void CategoriesAreEmbeddedFromTheFirstRoundToTheExportedModel()
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 3, rowsEach: 200).Prepend(SmallTable.Header));

        var run = Run($"--table {table} {Options.Replace("week", "row", StringComparison.Ordinal)} --features x,wind --embedding-width 4 --json");

        Assert.True(run.Code == ExitCode.Done, run.Error);
        var options = JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"])).RootElement;
        Assert.Equal(4, options.GetProperty("embeddingWidth").GetInt32());

        // A number and whether it is missing, then an unknown wind, east and west.
        Assert.Equal(
            """[{"first":2,"categories":3,"width":4}]""",
            JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(options.GetProperty("embeddings").GetRawText())));
        Assert.Equal(run.Out, CommandRun.Of("resume", _folder["run"], "--json").Out);
        var export = CommandRun.Of("export", "--run", _folder["run"], "--out", _folder["models"]);
        Assert.True(export.Code == ExitCode.Done, export.Error);
        Assert.NotEmpty(Directory.GetFiles(_folder["models"], "*.onnx"));
    }

    [Fact]
    public void OneHotIsTheDefault()
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 2, rowsEach: 100).Prepend(SmallTable.Header));

        var run = Run($"--table {table} {Options}");

        Assert.True(run.Code == ExitCode.Done, run.Error);
        var options = JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"])).RootElement;
        Assert.Equal("none", options.GetProperty("embeddingWidth").GetString());
        Assert.False(options.TryGetProperty("embeddings", out _));
    }

    [Theory]
    [InlineData("merge-and-split", 3)]
    [InlineData("tag", 3)]
    public void GroupsAreCheckedAgainstTheTasksThatTheTableHas(string method, int groups)
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 2, rowsEach: 60).Prepend(SmallTable.Header));

        var run = Run($"--table {table} {Options} --method {method} --groups {groups}");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains($"--groups is {groups}; expected a whole number, 1 to 2, as --tasks is 'level,alarm'.", run.Error);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void AnOptionThatIsGivenIsKept()
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 2, rowsEach: 100).Prepend(SmallTable.Header));

        var run = Run($"--table {table} {Options} --encoder mlp-quarter --batch 8");

        Assert.True(run.Code == ExitCode.Done, run.Error);
        var options = JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"])).RootElement;
        Assert.Equal("mlp-quarter", options.GetProperty("encoder").GetString());
        Assert.Equal(8, options.GetProperty("batch").GetInt32());
    }

    [Theory]
    [InlineData("--client station", "--targets is left out; expected names of columns with commas between them, as ")]
    [InlineData("--targets level:regression", "--client is left out; expected the name of a column, as --source is 'table'.")]
    [InlineData("--client station --targets levl:regression", "'levl'; expected one of the table's columns, such as 'level'.")]
    [InlineData("--client wnd --targets level:regression", "'wnd'; expected one of the table's columns, such as 'wind'.")]
    [InlineData("--client same --targets level:regression", "is 'only' in every row; expected the names of two or more clients.")]
    [InlineData("--client station --targets wind:regression", "row 1, column 'wind' is '")]
    [InlineData("--client station --targets same2:regression", "the target 'same2' is constant in the training rows; expected different numbers.")]
    [InlineData("--client station --targets level", "--targets is 'level'; expected COLUMN:regression, ")]
    [InlineData("--client station --targets level:regression --split-by year", "--split-by is 'year'; expected row, ")]
    [InlineData("--client station --targets level:regression --embedding-width 2000", "--embedding-width is 2000; expected a whole number, 1 to 1024, auto or none.")]
    [InlineData("--client station --targets level:regression --encoder resnet-18", "--encoder is 'resnet-18'; expected an ")]
    public void AFaultIsASentenceAndNothingIsWritten(string line, string expected)
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 2, rowsEach: 60)
            .Select(row => $"{row},only,1").Prepend($"{SmallTable.Header},same,same2"));

        var run = Run($"--table {table} {line}");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(expected, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void ColumnsAreForTablesAlone()
    {
        var run = CommandRun.Of("run", "--out", _folder["run"], "--targets", "level:regression");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(
            "--targets is 'level:regression'; expected nothing, as --source is 'rooms', which has no columns.", run.Error);
    }

    private CommandRun Run(string line) => CommandRun.Of([.. $"run --out {_folder["run"]} {line}".Split(' ')]);
}
