using System.Text.Json;
using Mas.Federation.Journals;
using Mas.Learning;

namespace Mas.Tests.Federation.Journals;

// One at a time with the other tests that fill a disk: a file opened for writing is locked, /dev/full too.
[Collection("full disk")]
public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();

    private string Place => _folder["journal.jsonl"];

    [Fact]
    public void EveryEventComesBackAsItWas()
    {
        using (var journal = Journal.Open(Place, _clock))
        {
            foreach (var happened in JournalExamples.All)
            {
                journal.Append(happened);
            }
        }

        var lines = File.ReadAllLines(Place);
        var read = RunHistory.Read(Place).Events;
        Assert.Equal(JournalExamples.All.Length, lines.Length);
        Assert.Equal(JournalExamples.All.Length, read.Count);
        for (var index = 0; index < lines.Length; index++)
        {
            var expected = JournalExamples.All[index] with { Time = _clock.Now.UtcDateTime };
            Assert.Equal(expected.GetType(), read[index].GetType());
            Assert.Equal(lines[index], JsonSerializer.Serialize(read[index], JournalJson.Default.JournalEvent));
            Assert.Equal(lines[index], JsonSerializer.Serialize(expected, JournalJson.Default.JournalEvent));
        }

        Assert.StartsWith("{\"event\":\"run-started\",\"time\":\"2026-01-02T03:04:05.678Z\",\"version\":\"0.1.0\"", lines[0]);
        Assert.Contains("\"d\":\"NaN\"", lines.First(line => line.Contains("\"round-finished\"", StringComparison.Ordinal)));
        Assert.Equal(1 / 3.0, Assert.IsType<RunFinished>(read[^1]).Seconds);
    }

    [Fact]
    public void EveryKindOfEventIsAmongTheExamples() => Assert.Equal(
        typeof(JournalEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JournalEvent))).Select(type => type.Name).Order(),
        JournalExamples.All.Select(happened => happened.GetType().Name).Order());

    [Fact]
    public void ATornLastLineIsLeftOutAndCutOff()
    {
        using (var journal = Journal.Open(Place, _clock))
        {
            journal.Append(new Resumed("whole"));
            journal.Append(new Resumed(new string('x', 10_000)));
        }

        var whole = File.ReadAllBytes(Place);
        for (var length = whole.Length - 1; length > 0; length -= 997)
        {
            File.WriteAllBytes(Place, whole[..length]);
            var left = RunHistory.Read(Place).Events.Count;
            Assert.Equal(length > whole.AsSpan().IndexOf((byte)'\n') ? 1 : 0, left);

            using (var journal = Journal.Open(Place, _clock))
            {
                journal.Append(new Resumed("again"));
            }

            Assert.Equal("again", RunHistory.Read(Place).Resumptions[left].Text);
        }
    }

    [Fact]
    public void StagesSideBySideNeverMixTheirLines()
    {
        using (var journal = Journal.Open(Place, _clock))
        {
            var heard = 0;
            journal.Appended += _ => heard++;
            Parallel.For(0, 100, index => journal.Append(new Warning($"stage {index}", index, null, new string('y', index))));
            Assert.Equal(100, heard);
        }

        Assert.Equal(Enumerable.Range(0, 100), RunHistory.Read(Place).Warnings.Select(warning => warning.Round!.Value).Order());
    }

    [Fact]
    public void TheJournalCanBeReadWhileItIsWritten()
    {
        using var journal = Journal.Open(Place, _clock);
        var appended = journal.Append(new Resumed("now"));
        Assert.Equal(_clock.Now.UtcDateTime, appended.Time);
        Assert.Equal(appended, RunHistory.Read(Place).Events.Single());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"event\":\"unheard-of\"}")]
    [InlineData("{\"event\":\"resumed\"}")]
    [InlineData("null")]
    [InlineData("")]
    public void ALineThatIsNoEventIsRefusedByItsNumber(string line)
    {
        _folder.Write("journal.jsonl", "{\"event\":\"resumed\",\"text\":\"a\"}\n" + line + "\n");
        var refused = Assert.Throws<InputException>(() => RunHistory.Read(Place));
        Assert.StartsWith($"{Place} is damaged: line 2 is not a journal event", refused.Message);
    }

    [Fact]
    public void ANewerVersionsExtraFieldsArePassedOver()
    {
        _folder.Write("journal.jsonl", "{\"time\":\"2026-01-01T00:00:00Z\",\"mood\":1,\"text\":\"a\",\"event\":\"resumed\"}\n");
        Assert.Equal("a", RunHistory.Read(Place).Resumptions.Single().Text);
    }

    [Fact]
    public void AFullDiskIsOneSentenceThatNamesTheFile()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        var failed = Assert.Throws<IOException>(() =>
        {
            using var journal = Journal.Open("/dev/full", _clock);
            journal.Append(new Resumed("a"));
        });
        Assert.StartsWith("/dev/full cannot be", failed.Message);
    }

    public void Dispose() => _folder.Dispose();
}
