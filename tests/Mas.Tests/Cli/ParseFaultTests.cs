using Mas.Cli;

namespace Mas.Tests.Cli;

public class ParseFaultTests
{
    [Theory]
    [InlineData("frob", "'frob' is no verb of 'mas'; the verbs are ")]
    [InlineData("grup", "'grup' is no verb of 'mas'; did you mean group?")]
    [InlineData("data", "'data' needs a verb", "'mas data' needs a verb: ")]
    [InlineData("group", "'mas group' needs either --affinity FILE or --run DIR")]
    [InlineData("group --affinity", "--affinity needs a value: ")]
    [InlineData("group --affinity a.json --groups two", "--groups 'two' cannot be read; it must be a whole number.")]
    [InlineData("group --affinity a.json --grops 2", "'--grops' is no option of 'mas group'; did you mean --groups?")]
    [InlineData("group --affinity a.json 7", "'7' is not expected as an argument of 'mas group'; ")]
    [InlineData("data rooms --out x --seed -1", "--seed '-1' cannot be read; it must be a whole number from 0 to ")]
    [InlineData("report", "'mas report' needs DIR: the folder of the run or the comparison.")]
    public void AWrongCommandLineIsTwoAndASentence(string line, params string[] anyOf)
    {
        var run = CommandRun.Of(line.Split(' '));

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains(run.Faults, fault => anyOf.Any(fault.StartsWith));
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
