using Mas.Dashboard.Live;
using Mas.Federation.Journals;
using Mas.Learning;
using Mas.Tests.Federation;
using Mas.Tests.Reports;

namespace Mas.Tests.Dashboard.Live;

public sealed class RunStoriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunStories _stories = new(TestCatalogue.Runs);

    [Fact]
    public void AJournalIsReadAgainOnlyWhenItHasGrown()
    {
        SampleRun.WriteTo(_folder["run"], untilRound: 5);
        var first = _stories.Read(_folder["run"]);

        Assert.False(_stories.HaveGrown());
        Assert.Same(first, _stories.Read(_folder["run"]));
        Append(new Warning("sdnkt", 6, "ashford", "It did not answer."));
        Assert.True(_stories.HaveGrown());
        Assert.Single(_stories.Read(_folder["run"]).History.Warnings);
        Assert.False(_stories.HaveGrown());
    }

    [Fact]
    public void ARunThatHasFinishedIsNotLookedAtAgain()
    {
        SampleRun.WriteTo(_folder["run"]);
        _stories.Read(_folder["run"]);
        Append(new Warning("sdnkt", 6, "ashford", "It did not answer."));

        Assert.False(_stories.HaveGrown());
    }

    [Fact]
    public void AFolderThatIsNotThereYetIsNoRun() =>
        Assert.Throws<InputException>(() => _stories.Read(_folder["nowhere"]));

    public void Dispose() => _folder.Dispose();

    private void Append(JournalEvent happened)
    {
        using var journal = Journal.Open(Path.Combine(_folder["run"], Journal.FileName), TimeProvider.System);
        journal.Append(happened);
    }
}
