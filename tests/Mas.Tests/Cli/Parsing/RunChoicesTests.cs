using Mas.Cli.Parsing;
using Mas.Commands.Parsing;
using Mas.Federation.Options;
using Mas.Federation.Runs;

namespace Mas.Tests.Cli.Parsing;

/// <summary>What is left out of a command line gives way to the tasks.</summary>
public class RunChoicesTests
{
    [Theory]
    [InlineData("", "merge-and-split", 2)]
    [InlineData("--tasks sd", "merge-and-split", 2)]
    [InlineData("--tasks s", "all-in-one", 1)]
    [InlineData("--tasks s --method hoa", "hoa", 1)]
    [InlineData("--tasks s --method merge-and-split", "merge-and-split", 1)]
    [InlineData("--tasks s --groups 2", "merge-and-split", 2)]
    [InlineData("--tasks s --method one-by-one --groups 3", "one-by-one", 3)]
    public void OneTaskNeedsNoGroupsButWhatIsAskedForStands(string line, string method, int groups)
    {
        var options = Read(line);

        Assert.Equal((method, groups), (options.Method, options.Groups));
    }

    [Fact]
    public void OneTaskAloneCanBeTrainedWithoutAnotherWord() => Assert.Empty(TestCatalogue.Runs.Faults(Read("--tasks s")));

    [Fact]
    public void WhereTheMethodNeedsTwoTasksThatIsTheFaultAndNotTheNumberOfGroups() => Assert.Equal(
        "--tasks is 's'; expected at least two tasks with merge-and-split, or --method one-by-one.",
        Assert.Single(TestCatalogue.Runs.Faults(Read("--tasks s --method merge-and-split"), OptionSpelling.Command)));

    [Fact]
    public void MoreGroupsThanTasksIsAFaultOfHoaWithOneTaskToo() => Assert.Equal(
        "--groups is 2; expected a whole number, 1 to 1, as --tasks is 's'.",
        Assert.Single(TestCatalogue.Runs.Faults(Read("--tasks s --method hoa --groups 2"), OptionSpelling.Command)));

    private static RunOptions Read(string line)
    {
        var (verb, choices) = (new Verb("run", "Runs."), new RunChoices());
        choices.AddTo(verb);
        return choices.Read(verb.Parse(line));
    }
}
