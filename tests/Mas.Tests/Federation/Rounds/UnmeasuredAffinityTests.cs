using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Rounds;

/// <summary>What becomes of pairs of tasks that no client measured.</summary>
public sealed class UnmeasuredAffinityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunOptions Options => TestCatalogue.Options with
    {
        Rounds = 3,
        MergeRounds = 1,
        Groups = 2,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task APairThatNoClientMeasuredIsUnknownInJournalAndFileAndSaysHowItCounted()
    {
        double?[] nothing = [null, null, null];
        var clients = new FakeClients("ash", "birch")
        {
            Affinity = (i, j) => j == 'n' || i == 'n' ? null : 0.5,
            Spoil = (order, update) => order.Client == "birch"
                ? update with { Affinity = [nothing, nothing, nothing] } : update,
        };

        var options = Options with { Tasks = "dkn" };
        var history = await clients.Run(options);

        var split = history.Split!;
        Assert.Equal([[0.5, 0.5, null], [0.5, 0.5, null], [null, null, null]], split.Affinity);
        Assert.Equal([["d", "k"], ["n"]], split.Groups);
        Assert.Equal([["d", "n"], ["k", "n"], ["n", "d"], ["n", "k"]], split.CountedAsZero!);
        Assert.Equal(1.0 / 3, split.Value, 1e-15);
        Assert.Equal(split.Affinity, AffinityFile.Read(Path.Combine(options.Out!, AffinityFile.FileName)).Affinity);
        var journal = File.ReadAllText(Path.Combine(options.Out!, Journal.FileName));
        Assert.Contains("\"affinity\":[[0.5,0.5,null],[0.5,0.5,null],[null,null,null]]", journal);
        Assert.Equal(2, history.Stage("dkn")!.Rounds[0].Affinity!.Clients!.Count);
    }

    [Fact]
    public async Task WhereNoPairWasMeasuredThereIsNothingToSplitBy()
    {
        var clients = new FakeClients("ash", "birch") { Affinity = (_, _) => null };
        var options = Options with { Tasks = "dk" };

        var failure = await Assert.ThrowsAsync<UnmeasuredAffinityException>(() => clients.Run(options));

        Assert.StartsWith("No client of stage dk measured an affinity", failure.Message);
        Assert.Null(RunHistory.Read(Path.Combine(options.Out!, Journal.FileName)).Stage("dk")!.Rounds[0].Affinity);
    }
}
