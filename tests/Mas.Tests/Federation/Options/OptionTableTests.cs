using System.Text.Json;
using Mas.Federation.Catalogues;
using Mas.Federation.Options;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Options;

public class OptionTableTests
{
    private static readonly OptionTable<RunOptions> _table = RunCatalogue.Standard.Table();

    public static TheoryData<string> Names => [.. _table.All.Select(option => option.Name)];

    [Fact]
    public void EveryPropertyThatAFileKeepsIsAnOptionButForWhatARunFindsOut()
    {
        var keys = JsonSerializer.SerializeToElement(new RunOptions(), RunJson.Default.RunOptions).EnumerateObject()
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

        if (text != "0" || option.Form is not GroupCountForm)
        {
            Assert.True(option.Form.TryRead(text, out var read));
            Assert.Equal(option.Default, read);
        }
    }

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
            RunCatalogue.Standard.Faults(new RunOptions { Rounds = 5, MergeRounds = 5 }));

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
        var options = new RunOptions();
        var changed = _table.With(
            options, [(_table[nameof(RunOptions.Batch)], 3), (_table[nameof(RunOptions.Mu)], 0.5)]);

        Assert.Equal(new RunOptions(), options);
        Assert.Equal(new RunOptions { Batch = 3, Mu = 0.5 }, changed);
    }

    [Fact]
    public void TheRoundThatHelpNamesIsTheOneThatStopsWait() => Assert.Contains(
        $"not before round {RunOptions.LeastProbedRounds};", _table[nameof(RunOptions.ProbeStop)].Help);
}
