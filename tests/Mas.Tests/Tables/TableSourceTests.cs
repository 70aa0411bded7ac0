using Mas.Federation;
using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Tests.Federation;

namespace Mas.Tests.Tables;

/// <summary>A run on a table whose truth is known; the third client has no labels of the second target.</summary>
public sealed class TableSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunLearnsWhatTheTableDefinesAndResumesToTheSameBits()
    {
        var (catalogue, options) = Setup();
        var undisturbed = Start(options with { Out = _folder["undisturbed"] }, catalogue, RunObserver.None).Result;

        using var interruption = new CancellationTokenSource();
        var stops = new RunObserver
        {
            Journaled = happened =>
            {
                if (happened is SplitChosen)
                {
                    interruption.Cancel();
                }
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => FederatedRun.Start(
            options with { Out = _folder["run"] }, catalogue, stops, interruption.Token));
        var resumed = FederatedRun.Resume(
            _folder["run"], catalogue, RunObserver.None, CancellationToken.None).Result;

        Assert.Equal(["level", "alarm"], undisturbed.Tasks);
        Assert.Equal(undisturbed.ModelSha256.OrderBy(model => model.Key), resumed.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(undisturbed.TestLoss.PerTask, resumed.TestLoss.PerTask);
        foreach (var (task, loss) in resumed.TestLoss.PerTask)
        {
            Assert.True(loss < 0.6 * resumed.ConstantTestLoss!.PerTask[task], $"{task}: {loss}");
        }

        Assert.True(resumed.TestMetrics!["level"]["r2"].Value > 0.5);
        Assert.True(resumed.TestMetrics["alarm"]["auc"].Value > 0.9);
    }

    [Fact]
    public void AnEncoderThatReadsNoRowsIsAFaultAndNothingIsWritten()
    {
        var (catalogue, options) = Setup();

        var fault = Assert.Throws<Mas.Learning.InputException>(() => Start(
            options with { Encoder = "xception-quarter", Out = _folder["run"] }, catalogue, RunObserver.None));

        Assert.Contains("--encoder is 'xception-quarter'; expected an encoder that reads inputs (1, 1, ", fault.Message);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    private static RunResult Start(RunOptions options, RunCatalogue catalogue, RunObserver observer) =>
        FederatedRun.Start(options, catalogue, observer, CancellationToken.None);

    private (RunCatalogue Catalogue, RunOptions Options) Setup()
    {
        var file = SmallTable.Write(_folder, SmallTable.Lines(clients: 3, rowsEach: 400).Prepend(SmallTable.Header));
        return (TestCatalogue.Runs, TestCatalogue.Options with
        {
            Data = file,
            Client = "station",
            Targets = "level:regression,alarm:class",
            Encoder = "mlp",
            Rounds = 10,
            MergeRounds = 4,
            Batch = 16,
            Threads = 2,
        });
    }
}
