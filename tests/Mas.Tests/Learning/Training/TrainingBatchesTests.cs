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
        Assert.All(epoch, batch => Assert.Equal(Math.Min(views, batchSize), batch.Views.Length));
        var seen = epoch.SelectMany(batch => batch.Views).ToArray();
        Assert.Equal(seen.Length, seen.Distinct().Count());
        Assert.All(seen, view => Assert.InRange(view, 0, views - 1));
    }

    [Fact]
    public void EveryEpochIsShuffledAndFlippedAnew()
    {
        var epochs = Epochs(32, 32, 1, 5);

        Assert.Equal(5, epochs.Select(epoch => string.Join(' ', epoch.Views)).Distinct().Count());
        Assert.Equal(5, epochs.Select(epoch => string.Join(' ', epoch.Flips)).Distinct().Count());
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 32), epoch.Views.Order()));
    }

    [Fact]
    public void TheSeedDecidesAll()
    {
        Assert.Equivalent(Epochs(20, 4, 1, 3), Epochs(20, 4, 1, 3), strict: true);
        Assert.NotEqual(Epochs(20, 4, 1, 3)[0].Views, Epochs(20, 4, 2, 3)[0].Views);
    }

    [Fact]
    public void HalfOfTheViewsAreMirrored()
    {
        var flips = Epochs(100, 10, 3, 100).SelectMany(batch => batch.Flips).ToArray();

        // 5000 of 10000 are expected, with a standard deviation of 50.
        Assert.InRange(flips.Count(flip => flip), 4750, 5250);
    }

    private static (int[] Views, bool[] Flips)[] Epochs(int views, int batchSize, ulong seed, int epochs) =>
    [
        .. new TrainingBatches(views, batchSize, new Seed(seed)).Epochs(epochs)
            .Select(batch => (batch.Views.ToArray(), batch.Flips.ToArray())),
    ];
}
