using Mas.Cli.Showing;
using Mas.Commands;
using Mas.Federation.Ledgers;
using Mas.Wire.Documents;

namespace Mas.Tests.Cli;

/// <summary>A fleet's status on terminals of several widths.</summary>
public sealed class FleetTablesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public void NoWordIsBroken(int width)
    {
        var text = Text(width, Status("building000", "building001"));

        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        var words = text.Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries);
        string[] expected =
        [
            "training", "priority", "wanted", "submissions", "sdn|kt", "building000", "building001", "answered", "MB", "r1",
            "round",
            "refused;", "missed)", "/var/lib/mas-server/runs",
        ];
        Assert.All(expected, word => Assert.Contains(word, words));
    }

    [Fact]
    public void AtEightyColumnsADeviceIsALine() => Assert.Contains(
        Text(80, Status("building000")).Split('\n'),
        line => line.StartsWith("building000  sdnkt  24", StringComparison.Ordinal)
            && line.TrimEnd().EndsWith("r1 sdnkt, round 3", StringComparison.Ordinal));

    [Fact]
    public void AFleetThatHasNothingYetSaysSo() => Assert.Equal(
        "The fleet has no devices and no submissions yet.", Text(80, new FleetStatus(Now, [], [], [])));

    [Fact]
    public void ARunHasItsTimeLeft() =>
        Assert.Contains("3 of 12  about 3 min 5 s  t1, t2", Text(100, Status("building000")));

    [Fact]
    public void ADeviceWhoseNameLeavesNoRoomIsAParagraph()
    {
        var name = new string('b', 70);

        var words = Text(80, Status(name)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(
            $"{name} tasks sdnkt, views 24, present yes, answered 5, lost 0, sent {Quantity.Bytes(1_200_000)}, "
            + "working on r1 sdnkt, round 3",
            string.Join(' ', words));
    }

    private static string Text(int width, FleetStatus status) => FleetTables.Text(
        new Terminal(TextWriter.Null, TextWriter.Null, Watched: false) { Width = width }, status)
            .ReplaceLineEndings("\n");

    private static FleetStatus Status(params string[] clients) => new(
        Now,
        [
            .. clients.Select(client => new DeviceStatus
            {
                Id = new string('a', 64),
                Client = client,
                Tasks = "sdnkt",
                Views = 24,
                Present = true,
                LastSeen = Now,
                Answered = 5,
                Lost = 0,
                Refused = 2,
                BytesUp = 1_200_000,
                BytesDown = 1,
                Joules = 1,
                Work = "r1 sdnkt, round 3",
            }),
        ],
        [
            new SubmissionStatus
            {
                Id = "t1",
                Tasks = "sdn",
                State = QueueState.Training,
                Run = "r1",
                Why = null,
                By = "mas fleet",
                Submitted = Now,
                Priority = 10,
                Deadline = null,
                Budget = null,
                Hold = false,
                Wanted = new Dictionary<string, double> { ["s"] = 1, ["d"] = 0.01 },
                Losses = new Dictionary<string, double?> { ["s"] = 1.5, ["d"] = 0.02 },
            },
        ],
        [
            new RunStatus
            {
                Id = "r1",
                Tasks = "sdnkt",
                State = QueueState.Training,
                Folder = "/var/lib/mas-server/runs/r1",
                Submissions = ["t1", "t2"],
                Started = Now,
                Ended = null,
                Fault = null,
                Round = 3,
                Rounds = 12,
                SecondsLeft = 185,
                Split = new SplitStatus
                {
                    Tasks = ["s", "d", "n", "k", "t"],
                    Affinity = [],
                    Groups = [["s", "d", "n"], ["k", "t"]],
                    Value = 1,
                    RunnerUp = null,
                    Margin = null,
                    ApprovedBy = null,
                    Overridden = false,
                },
            },
        ]);
}
