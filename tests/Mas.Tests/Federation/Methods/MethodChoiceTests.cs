using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Tests.Federation.Methods;

/// <summary>Lists of methods as people write them.</summary>
public class MethodChoiceTests
{
    private static readonly RunOptions _common = TestCatalogue.Options with { Groups = 3, MergeRounds = 7, ProbeEvery = 5, Mu = 0.5 };

    [Fact]
    public void AMethodKeepsTheCommonOptionsButForItsOwn()
    {
        var choices = MethodChoice.List(
            "--methods", "one-by-one, tag-4,merge-and-split:inherit=none:merge-rounds=2,fedprox:mu=0.1");

        Assert.Equal(_common with { Method = "one-by-one", ProbeEvery = 0 }, choices[0].Of(_common));
        Assert.Equal(_common with { Method = "tag", Groups = 4 }, choices[1].Of(_common));
        Assert.Equal(
            _common with { Method = "merge-and-split", Inherit = Inheritance.None, MergeRounds = 2 }, choices[2].Of(_common));
        Assert.Equal(_common with { Method = "fedprox", ProbeEvery = 0, Mu = 0.1 }, choices[3].Of(_common));
        Assert.Equal(
            ["one-by-one", "tag-4", "merge-and-split-inherit-none-merge-rounds-2", "fedprox-mu-0.1"],
            choices.Select(choice => choice.FileName));
    }

    [Fact]
    public void EveryFaultOfAListIsNamedAtOnce()
    {
        var fault = Assert.Throws<InputException>(() => MethodChoice.List(
            "--methods", "fedsgd,all-in-one-2,tag-x,tag-2,tag-2,hoa-2:color=red,merge-and-split:merge-rounds=few,"
            + "merge-and-split:merge-rounds=99999999999,all-in-one:split=worst,"));

        var lines = fault.Message.Split(Environment.NewLine);
        Assert.Equal(9, lines.Length);
        Assert.StartsWith("--methods: 'fedsgd' is not a method; expected one of merge-and-split, ", lines[0]);
        Assert.StartsWith("--methods: 'all-in-one-2' is not a method;", lines[1]);
        Assert.StartsWith("--methods: 'tag-x' is not a method;", lines[2]);
        Assert.Equal("--methods: tag-2 is listed more than once; expected each method once.", lines[3]);
        Assert.StartsWith(
            "--methods: hoa-2:color=red: 'color' is not an option of a method; expected one of split, ", lines[4]);
        Assert.Equal(
            "--methods: merge-and-split:merge-rounds=few: merge-rounds is 'few'; expected a whole number, 1 to 9998.", lines[5]);
        Assert.EndsWith("merge-rounds is '99999999999'; expected a whole number, 1 to 9998.", lines[6]);
        Assert.Equal("--methods: all-in-one:split=worst: all-in-one does not read split.", lines[7]);
        Assert.StartsWith("--methods: '' is not a method;", lines[8]);
    }
}
