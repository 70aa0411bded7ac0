using System.Text.Json;
using Mas.Commands;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

public sealed class PlanCommandTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void OneDocumentTellsWhatEveryMethodTakes()
    {
        var run = Plan("--json --methods one-by-one,merge-and-split-2:inherit=none");

        Assert.Equal(ExitCode.Done, run.Code);
        var methods = JsonDocument.Parse(run.Out).RootElement.GetProperty("methods");
        Assert.Equal(
            ["one-by-one", "merge-and-split-2:inherit=none"],
            methods.EnumerateArray().Select(method => method.GetProperty("name").GetString()));
        Assert.Equal(1, methods[0].GetProperty("operationsRatio").GetDouble());
        Assert.Equal(4, methods[0].GetProperty("devices").GetArrayLength());
        Assert.True(methods[1].GetProperty("seconds").GetProperty("mean").GetDouble() > 0);
    }

    [Fact]
    public void ARunHasItsPredictionBesideItHereAndInItsReport()
    {
        _ = runs.Undisturbed;

        var run = CommandRun.Of("plan", "--run", runs["undisturbed"]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("floating-point operations", run.Out);
        Assert.Equal(ExitCode.Done, CommandRun.Of("report", runs["undisturbed"]).Code);
        Assert.Contains(
            "Predicted and actual", File.ReadAllText(Path.Combine(runs["undisturbed"], "report.html")));
    }

    [Theory]
    [InlineData("--methods one-by-one,merge", "--methods: 'merge' is not a method;")]
    [InlineData("--methods tag-9", "--groups is 9; expected a whole number, 1 to 2, as --tasks is 'dk'")]
    [InlineData("--groups auto --budget 0.1 --method merge-and-split", "--budget 0.1 is too small")]
    [InlineData("--devices nowhere.json", "nowhere.json cannot be read")]
    [InlineData("--out folder", "'--out' is not an option of 'mas plan'")]
    [InlineData("--run folder", "--run plans with the run's own options; leave out --tasks, ")]
    public void BadInputIsTwoAndASentence(string line, string expected)
    {
        var run = Plan(line);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains(run.Faults, fault => fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void WhereNoDeviceHoldsAnyMethodThatIsTwoAndTheReason()
    {
        var file = runs["small.json"];
        File.WriteAllText(file, """
            {"devices":[{"name":"button","operationsPerSecond":1,"watts":1,"memoryBytes":1e6,"downBytesPerSecond":1,
            "upBytesPerSecond":1}]}
            """);

        var run = Plan($"--methods one-by-one,all-in-one --devices {file}");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(run.Faults, fault => fault.StartsWith("all-in-one fits no device: training the group dk "));
        Assert.Contains(run.Faults, fault => fault.Contains("the largest device, button, has 1 MB."));
    }

    private CommandRun Plan(string line) => CommandRun.Of(
    [
        "plan", "--data", runs.Data,
        .. $"--tasks dk --image-size 32 --rounds 4 --merge-rounds 2 --batch 4 --threads 2 {line}".Split(' '),
    ]);
}
