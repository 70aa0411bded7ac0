using Mas.Cli.Showing;
using Mas.Commands;

namespace Mas.Tests.Cli;

public sealed class RedrawnTextTests
{
    [Fact]
    public void OnATerminalATextIsDrawnInThePlaceOfTheLastNoHigherThanThatIs()
    {
        using var output = new StringWriter();
        var text = new RedrawnText(new Terminal(output, TextWriter.Null, Watched: true) { Height = 5 });

        text.Show("one");
        text.Show("1\n2\n3\n4\n5\n6");

        Assert.Equal(
            "\u001b[H\u001b[2Jone\n\u001b[H\u001b[2J1\n2\n3\n3 more lines; without --watch all are shown.\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ElsewhereEachFollowsTheLastWhole()
    {
        using var output = new StringWriter();
        var text = new RedrawnText(new Terminal(output, TextWriter.Null, Watched: false) { Height = 2 });

        text.Show("1\n2\n3");
        text.Show("one");

        Assert.Equal("1\n2\n3\none\n", output.ToString().ReplaceLineEndings("\n"));
    }
}
