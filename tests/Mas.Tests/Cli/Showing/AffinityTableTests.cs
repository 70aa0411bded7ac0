using Mas.Cli.Showing;
using Mas.Commands;
using Mas.Reports.Stories;

namespace Mas.Tests.Cli.Showing;

public class AffinityTableTests
{
    [Fact]
    public void LettersStandAboveTheirColumnsAndADashWhereNothingWasMeasured()
    {
        var lines = Lines(["s", "d"], [[0.1, null], [-0.02, 0.5]], width: 60);

        Assert.Equal(
        [
            "             a step for       s       d",
            "semantic segmentation s  +0.100       –",
            "                depth d  \u22120.020  +0.500",
        ],
        lines.Select(line => line.TrimEnd()));
    }

    [Theory]
    [InlineData(60, "  a step for  lane marking         signs")]
    [InlineData(30, "    a step for       1       2")]
    public void NamesStandAboveTheirColumnsWhereTheyFitAndNumbersWhereNot(int width, string expected) =>
        Assert.Equal(expected, Lines(["lane marking", "signs"], [[0, 0.1], [0.2, 0]], width)[0].TrimEnd());

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void SixteenTasksWithLongNamesFitAnyTerminalWithEveryNumberWhole(int width)
    {
        string[] tasks = [.. Enumerable.Range(1, 16).Select(task => $"the surface normals of house number {task}")];
        double?[][] affinity =
            [.. tasks.Select((_, i) => tasks.Select((_, j) => (double?)((i - j) / 100.0)).ToArray())];

        var lines = Lines(tasks, affinity, width);

        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        var text = string.Join('\n', lines);
        foreach (var number in Enumerable.Range(1, 15))
        {
            Assert.Equal(16 - number, text.Split($"+0.{number * 10:000}").Length - 1);
        }

        Assert.Contains("16 the surface", text);
    }

    private static string[] Lines(string[] tasks, double?[][] affinity, int width)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, output, Watched: false) { Width = width };
        ResultTables.Console(terminal, output).Write(new AffinityTable(tasks, affinity, TaskWords.Standard));
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
