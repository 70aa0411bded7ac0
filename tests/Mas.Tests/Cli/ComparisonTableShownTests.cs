using Mas.Cli.Showing;
using Mas.Commands;
using Mas.Reports.Comparing;
using Mas.Tests.Reports.Comparing;

namespace Mas.Tests.Cli;

public class ComparisonTableShownTests
{
    [Fact]
    public void ATerminalShowsLossesCostsAndWords()
    {
        var text = Shown(SampleComparison.Methods);

        Assert.Matches(@"merge-and-split-2 +3 +0\.140 +0\.420 +0\.560 +0\.918", text);
        Assert.Matches(@":inherit=none +± 0\.00[23] +± 0\.00[78] +± 0\.010", text);
        Assert.Matches(@"merge-and-split-2 +25 s +50 s +50\.0 billion +4\.00 MB +350 J", text);
        Assert.Contains("Of four methods, merge-and-split-2 has the least total test loss", text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
    }

    [Fact]
    public void BeforeAnythingIsFinishedItShowsTheNames() =>
        Assert.Contains("No run has finished yet.", Shown([new("one-by-one", []), new("tag-2", [])]));

    private static string Shown(IReadOnlyList<ComparedMethod> methods)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, Watched: false);
        ResultTables.Console(terminal, output)
            .Write(ResultTables.Comparison(ComparisonTable.Of(SampleComparison.Command, methods)));
        return output.ToString();
    }
}
