using System.Globalization;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Needs;
using Mas.Learning.Training;
using Mas.Tables;
using Mas.Tests.Federation;

namespace Mas.Tests.Tables;

/// <summary>
/// Tables whose categories are embedded: the price of a row is that of its shop, one of hundreds, and noise.
/// </summary>
public sealed class EmbeddedTableTests : IDisposable
{
    private const int BatchSize = 32;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheMeaningTellsTheChannelsOfEachCategory()
    {
        using var shards = Open(shops: 6, rows: 400);

        // The number, the shops after what is unknown, and two colors.
        Assert.Equal([(1, 7), (8, 3)], shards.Meaning.Categories());
        Assert.Equal(FieldShape.Flat(11), shards.Shards[0].Input);
    }

    [Fact]
    public void APlantedEffectOfACategoryIsLearned()
    {
        using var shards = Open(shops: 300, rows: 6000);

        var (embedded, oneHot) = (TestLoss(shards, width: 8), TestLoss(shards, width: 0));

        // The best constant has 1, and the noise alone 0.04.
        Assert.InRange(embedded, 0.03, 0.3);
        Assert.True(embedded < oneHot, $"{embedded} with vectors, {oneHot} without");
    }

    [Fact]
    public void AStepIsCountedWithoutDoingIt()
    {
        using var shards = Open(shops: 20, rows: 800);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var description = Description(shards, width: 5);

        using var update = Train(shards, description, bench, epochs: 2);

        var count = StepCount.Of(description, BatchSize, StepRule.Plain, affinity: null, TestCatalogue.Learning);
        Assert.Equal(count.OrderFlops(shards.Shards[0].Count(Split.Train), BatchSize, 2, 0), update.Flops);
        Assert.InRange(update.MemoryBytes, count.MemoryBytes(BatchSize), count.MemoryBytes(BatchSize) + 2048);
    }

    [Fact]
    public void FiveThousandCategoriesTakeNoMoreWorkThanFifty()
    {
        using var few = Open(shops: 50, rows: 1000);
        using var many = Open(shops: 5000, rows: 50_000);
        var (small, large) = (Count(few), Count(many));

        Assert.Equal(5001, Assert.Single(many.Meaning.Categories(), block => block.First == 1).Count);
        Assert.Equal(small.Flops, large.Flops);

        // Of every category its mark in each row of the batch, and its vector, gradient and momentum.
        var extra = 4950 * (BatchSize + (3 * 8)) * sizeof(float);
        Assert.InRange(large.MemoryBytes(BatchSize) - small.MemoryBytes(BatchSize), 0.8 * extra, 1.6 * extra);

        static StepCount Count(TableShards shards) => StepCount.Of(
            Description(shards, width: 8), BatchSize, StepRule.Plain, affinity: null, TestCatalogue.Learning);
    }

    [Fact]
    public void ManyThreadsGiveTheSameBits()
    {
        using var shards = Open(shops: 700, rows: 3000);
        var description = Description(shards, width: 3);
        using var three = new WorkPool(3);
        using var first = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        using var second = new Workbench(three, TestCatalogue.Learning);

        using var one = Train(shards, description, first, epochs: 1);
        using var other = Train(shards, description, second, epochs: 1);

        Assert.Equal(Bits.Of(one.Parameters!.Values), Bits.Of(other.Parameters!.Values));
    }

    private static double TestLoss(TableShards shards, int width)
    {
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var description = Description(shards, width);
        using var update = Train(shards, description, bench, epochs: 4);
        Assert.Null(update.Fault);
        return Evaluation.Measure(
            description, update.Parameters!, shards.Shards[0], Split.Test, BatchSize, bench, default)[0].Loss.Value!.Value;
    }

    private static Update Train(TableShards shards, ModelDescription description, Workbench bench, int epochs)
    {
        using var model = TestCatalogue.Learning.Model(description);
        model.Parameters.Initialise(new Seed(2));
        using var start = model.Parameters.Values.Clone();
        return LocalTraining.Train(
            new Order
            {
                Stage = "price",
                Round = 1,
                Client = "c0",
                Tasks = description.Tasks,
                Parameters = start,
                Settings = new TrainingSettings
                {
                    Encoder = description.Encoder,
                    Embeddings = description.Embeddings,
                    LearningRate = 0.02,
                    Momentum = 0.9,
                    WeightDecay = 1e-4,
                    Input = description.Input,
                    LocalEpochs = epochs,
                    BatchSize = BatchSize,
                },
                Seed = new Seed(3),
            },
            shards.Shards[0], bench, TimeProvider.System, CancellationToken.None);
    }

    private static ModelDescription Description(TableShards shards, int width) => new(
        "mlp-quarter", shards.Shards[0].Input, [.. shards.Tasks.Select(TestCatalogue.Learning.Resolve)])
    {
        Embeddings = width == 0 ? []
            : [.. shards.Meaning.Categories().Select(block => new ChannelEmbedding(block.First, block.Count, width))],
    };

    private TableShards Open(int shops, int rows)
    {
        var draws = new Seed(1).Stream();
        var prices = Enumerable.Range(0, shops).Select(_ => draws.NextGaussian()).ToArray();
        var file = _folder[$"{shops}.csv"];
        File.WriteAllLines(file, Enumerable.Range(0, rows).Select(row =>
        {
            var shop = row % shops;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"c0,{draws.NextGaussian():R},shop {shop},{(draws.Next(2) == 0 ? "red" : "blue")},"
                + $"{prices[shop] + (0.2 * draws.NextGaussian()):R}");
        }).Prepend("client,x,shop,color,price"));
        return TableShards.Open(
            new TableOptions
            {
                File = file,
                Client = "client",
                OnlyClient = "c0",
                Targets = TableTarget.Parse("targets", "price:regression"),
            },
            CancellationToken.None);
    }
}
