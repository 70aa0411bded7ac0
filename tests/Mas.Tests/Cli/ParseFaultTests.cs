using Mas.Commands;

namespace Mas.Tests.Cli;

public class ParseFaultTests
{
    [Theory]
    [InlineData("frob", "'frob' is not a verb of 'mas'; expected one of run, resume, ")]
    [InlineData("frob --help", "'frob' is not a verb of 'mas'; expected one of run, resume, ")]
    [InlineData("help frob", "'frob' is not a verb of 'mas'; expected one of run, resume, ")]
    [InlineData("help data roms", "'roms' is not a verb of 'mas data'; did you mean rooms?")]
    [InlineData("grup", "'grup' is not a verb of 'mas'; did you mean group?")]
    [InlineData("data", "'mas data' needs a verb: rooms, inspect.")]
    [InlineData("group", "'mas group' needs either --affinity FILE or --run DIR.")]
    [InlineData("group --affinity", "--affinity needs a value: ")]
    [InlineData("group --affinity a.json --groups two", "--groups is 'two'; expected a whole number, 1 to ")]
    [InlineData("group --affinity a.json --grops 2",
        "'--grops' is not an option of 'mas group'; did you mean --groups?")]
    [InlineData("group --affinity a.json --grops=2",
        "'--grops' is not an option of 'mas group'; did you mean --groups?")]
    [InlineData("group --affinity a.json 7",
        "'7' is not an argument of 'mas group'; 'mas group --help' lists what is.")]
    [InlineData("data rooms --out x --seed -1", "--seed is '-1'; expected a whole number, 0 to ")]
    [InlineData("resume folder --threads many", "--threads is 'many'; expected a whole number, 1 to 1024.")]
    [InlineData("report", "'mas report' needs DIR: the folder of the run or the comparison.")]
    [InlineData("fetch s1 --server http://localhost:1",
        "'mas fetch' needs --out DIR: the folder for the models; created if missing.")]
    [InlineData("status --server fleet", "--server is 'fleet'; expected an address such as https://fleet.example.org.")]
    public void AWrongCommandLineIsTwoAndASentence(string line, string expected)
    {
        var run = CommandRun.Of(line.Split(' '));

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains(run.Faults, fault => fault.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void AWordThatBreaksALineIsNamedOnOne()
    {
        var run = CommandRun.Of("run", "--out", "runs/a\nb");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Equal(
            @"'runs/a\u000Ab' cannot be used; expected text on one line without control characters.",
            Assert.Single(run.Faults));
    }

    [Fact]
    public void AllFaultsAreToldAtOnce()
    {
        var run = CommandRun.Of("group", "--affinity", "a.json", "--groups", "x", "--nothing-like-it");

        Assert.Equal(2, run.Faults.Length);
    }

    [Fact]
    public void HelpIsGivenEvenWhereTheRestIsWrong()
    {
        var run = CommandRun.Of("group", "--frob", "--help");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("--affinity FILE", run.Out);
    }
}
