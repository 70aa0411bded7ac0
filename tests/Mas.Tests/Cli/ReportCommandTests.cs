using Mas.Commands;
using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Reports;

namespace Mas.Tests.Cli;

public sealed class ReportCommandTests(TinyRuns runs) : IClassFixture<TinyRuns>, IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"mas-report-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(int.MaxValue)]
    public void ARunAtAnyMomentIsDrawnFromItsFiles(int untilRound)
    {
        SampleRun.WriteTo(_directory, untilRound);

        var run = CommandRun.Of("report", _directory);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(Path.Combine(_directory, "report.html"), run.Out.TrimEnd());
        Assert.True(File.Exists(Path.Combine(_directory, "report.html")));
        Assert.True(File.Exists(Path.Combine(_directory, "figures", "losses.svg")));
        Assert.Equal(untilRound > 12, File.Exists(Path.Combine(_directory, "figures", "affinity.svg")));
    }

    [Fact]
    public void ATornLastLineDoesNotMatter()
    {
        SampleRun.WriteTo(_directory, 7);
        File.AppendAllText(Path.Combine(_directory, "journal.jsonl"), "{\"event\":\"round-fin");

        Assert.Equal(ExitCode.Done, CommandRun.Of("report", _directory).Code);
    }

    [Fact]
    public void AComparisonIsDrawnAnewFromItsRuns()
    {
        var folder = ComparisonFolder.Create(
            _directory, new ComparisonOptions(["all-in-one"], 1, runs.Options("unused")) { Catalogue = TestCatalogue.Runs });
        Comparison.Train(folder, _ => RunObserver.None, (_, _) => { }, CancellationToken.None);

        var run = CommandRun.Of("report", _directory);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(Path.Combine(_directory, "report.html"), run.Out.TrimEnd());
        Assert.Contains("all-in-one", File.ReadAllText(Path.Combine(_directory, "table.md")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_directory, "figures", "validation-by-round.svg")));
    }

    [Fact]
    public void AFolderThatIsNoRunIsTwoAndLeftAlone()
    {
        Directory.CreateDirectory(_directory);

        var run = CommandRun.Of("report", _directory);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains($"{_directory} is not a run folder", run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory));
    }
}
