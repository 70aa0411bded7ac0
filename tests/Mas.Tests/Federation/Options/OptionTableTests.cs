using System.Text.Json;
using Mas.Federation.Options;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Options;

public class OptionTableTests
{
    private static readonly OptionTable<RunOptions> _table = TestCatalogue.Runs.Table();

    public static TheoryData<string> Names => [.. _table.All.Select(option => option.Name)];

    [Fact]
    public void EveryPropertyThatAFileKeepsIsAnOptionButForWhatARunFindsOut()
    {
        var keys = JsonSerializer.SerializeToElement(TestCatalogue.Options, RunJson.Default.RunOptions).EnumerateObject()
            .Select(key => key.Name);

        Assert.Equal(_table.All.Select(option => option.JsonName), keys.Except(["dataDigest", "roomsEdition"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ADefaultIsValidAndReadAsItIsWritten(string name)
    {
        var option = _table.Find(name)!;

        Assert.Null(option.Fault(option.Default));
        if (option.Form.Text(option.Default) is not { } text)
        {
            Assert.NotNull(option.DefaultWords);
            return;
        }

        Assert.True(option.Form.TryRead(text, out var read));
        Assert.Equal(option.Default, read);
    }

    [Theory]
    [InlineData("split", "good", "split is 'good'; expected one of best, worst, random.")]
    [InlineData("inherit", "", "inherit is ''; expected one of all, encoder, none.")]
    [InlineData("affinity", "LookAhead", "affinity is 'LookAhead'; expected one of look-ahead, first-order.")]
    [InlineData("affinity-mean", "middle", "affinity-mean is 'middle'; expected one of plain, trimmed.")]
    [InlineData("groups", "0", "groups is 0; expected a whole number, at least 1, or auto.")]
    [InlineData("groups", "all", "groups is 'all'; expected a whole number, at least 1, or auto.")]
    public void AWordThatIsNotAChoiceIsAFault(string name, string text, string sentence) => Assert.Equal(
        sentence, _table.Find(name)!.TextFault(text)!.Sentence(new OptionSpelling(option => option)));

    [Theory]
    [InlineData("""{ "groups": 0 }""", null)]
    [InlineData("""{ "groups": "auto" }""", null)]
    [InlineData("""{ "groups": 3 }""", 3)]
    public void ANumberOfGroupsIsReadFromFilesOfEveryVersion(string json, int? groups) =>
        Assert.Equal(groups, JsonSerializer.Deserialize(json, RunJson.Default.RunOptions)!.Groups.Number);

    [Theory]
    [MemberData(nameof(Names))]
    public void AnOptionHasAHeadingAndHelp(string name)
    {
        var option = _table.Find(name)!;

        Assert.Contains(option.Section, OptionSections.All);
        Assert.True(char.IsUpper(option.Help[0]), option.Help);
        Assert.True(char.IsUpper(option.Label[0]), option.Label);
    }

    [Fact]
    public void AFaultIsSpelledAsItsSurfaceSpells()
    {
        var fault = Assert.Single(
            TestCatalogue.Runs.Faults(TestCatalogue.Options with { Rounds = 5, MergeRounds = 5 }));

        Assert.Equal(("merge-rounds", "5"), (fault.Option, fault.Found));
        Assert.Equal(
            "--merge-rounds is 5; expected a whole number, 1 to 4, as --rounds is 5.",
            fault.Sentence(OptionSpelling.Command));
        Assert.Equal(
            "mergeRounds is 5; expected a whole number, 1 to 4, as rounds is 5.", fault.Sentence(OptionSpelling.Json));
        Assert.Equal(
            "Rounds before the split is 5; expected a whole number, 1 to 4, as Rounds is 5.",
            fault.Sentence(new OptionSpelling(name => _table.Find(name)!.Label)));
    }

    [Fact]
    public void ValuesAreSetInACopy()
    {
        var options = TestCatalogue.Options;
        var changed = _table.With(
            options, [(_table[nameof(RunOptions.Batch)], 3), (_table[nameof(RunOptions.Mu)], 0.5)]);

        Assert.Equal(TestCatalogue.Options, options);
        Assert.Equal(TestCatalogue.Options with { Batch = 3, Mu = 0.5 }, changed);
    }

    [Fact]
    public void TheRoundThatHelpNamesIsTheOneThatStopsWait() => Assert.Contains(
        $"not before round {RunOptions.LeastProbedRounds};", _table[nameof(RunOptions.ProbeStop)].Help);
}
