using Mas.Reports.Comparing;

namespace Mas.Tests.Reports.Comparing;

public class ComparisonMarkdownTests
{
    [Fact]
    public void TheTablesAreThoseOfGitHub()
    {
        var text = ComparisonMarkdown.Text(ComparisonTable.Of(SampleComparison.Command, SampleComparison.Methods));

        Assert.StartsWith($"`{SampleComparison.Command}`\n", text);
        Assert.Contains("| method | seeds | semantic segmentation | depth | all tasks | ratio |\n| --- | ---: |", text);
        Assert.Matches(
            @"\| merge-and-split-2 \| 3 \| 0\.140 ± [^|]* \| 0\.420 ± [^|]* \| 0\.560 ± 0\.010 \| 0\.918 \|\n", text);
        Assert.Contains(
            "| merge-and-split-2 | 25 s (0.50) | 50 s (0.50) | 50.0 billion (0.50) | 4.00 MB (1.00) | 350 J (0.50) |",
            text);
        Assert.Contains("Energy is estimated: processor time × 7 W. Such an estimate follows the load", text);
        foreach (var block in text.Split("\n\n").Where(block => block.StartsWith('|')))
        {
            var bars = block.TrimEnd('\n').Split('\n').Select(line => line.Count(character => character == '|'));
            Assert.Single(bars.Distinct());
        }
    }

    [Fact]
    public void ALineBreakInANameDoesNotEndARow()
    {
        var text = ComparisonMarkdown.Text(ComparisonTable.Of("mas compare --data 'a\nb'", [new("tag\r\n| 2", [])]));

        Assert.StartsWith("`mas compare --data 'a b'`\n", text);
        Assert.Contains("| tag \\| 2 | 0 | – | – |\n", text);
    }

    [Fact]
    public void AComparisonNotBegunHasItsText() => Assert.Contains(
        "| tag-2 | 0 | – | – |\n", ComparisonMarkdown.Text(ComparisonTable.Of("", [new("tag-2", [])])));
}
