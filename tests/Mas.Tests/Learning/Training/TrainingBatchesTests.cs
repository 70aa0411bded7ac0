using Mas.Engine.Randomness;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Training;

public class TrainingBatchesTests
{
    [Theory]
    [InlineData(10, 4, 2)]
    [InlineData(8, 4, 2)]
    [InlineData(7, 4, 1)]
    [InlineData(3, 4, 1)]
    [InlineData(1, 4, 1)]
    public void TheLastIncompleteBatchIsDropped(int views, int batchSize, int batches)
    {
        var epoch = Epochs(views, batchSize, 0, 1);

        Assert.Equal(batches, epoch.Length);
        Assert.All(epoch, batch => Assert.Equal(Math.Min(views, batchSize), batch.Length));
        var seen = epoch.SelectMany(batch => batch).ToArray();
        Assert.Equal(seen.Length, seen.Distinct().Count());
        Assert.All(seen, view => Assert.InRange(view, 0, views - 1));
    }

    [Fact]
    public void EveryEpochIsShuffledAnew()
    {
        var epochs = Epochs(32, 32, 1, 5);

        Assert.Equal(5, epochs.Select(epoch => string.Join(' ', epoch)).Distinct().Count());
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 32), epoch.Order()));
    }

    [Fact]
    public void TheSeedDecidesAll()
    {
        Assert.Equivalent(Epochs(20, 4, 1, 3), Epochs(20, 4, 1, 3), strict: true);
        Assert.NotEqual(Epochs(20, 4, 1, 3)[0], Epochs(20, 4, 2, 3)[0]);
    }

    private static int[][] Epochs(int examples, int batchSize, ulong seed, int epochs) =>
    [
        .. new TrainingBatches(examples, batchSize, new Seed(seed)).Epochs(epochs).Select(batch => batch.ToArray()),
    ];
}
