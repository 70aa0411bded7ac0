using Mas.Cli.Showing;

namespace Mas.Tests.Cli;

public class PreparationLinesTests
{
    [Fact]
    public void ALineIsWrittenEveryFewSecondsAndNoneForQuickWork()
    {
        using var writer = new StringWriter();
        var clock = new SecondsClock();
        var lines = new PreparationLines(writer, clock);

        lines.Report("Drawing the Rooms", 0.1);
        clock.Seconds = 6;
        lines.Report("Drawing the Rooms", 0.419);
        lines.Report("Drawing the Rooms", 0.5);
        clock.Seconds = 12;
        lines.Report("Reading data", 1);

        Assert.Equal(
            ["Drawing the Rooms: 41 %", "Reading data: 100 %"],
            writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class SecondsClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
