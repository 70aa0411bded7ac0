using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Mas.Engine.Parameters;
using Mas.Federation.Aggregation;

namespace Mas.Tests.Federation.Aggregation;

public class WeightedMeanTests
{
    [Fact]
    public void IdenticalUpdatesAverageToThemselvesToTheBit() => Prop.ForAll(
        (from seed in Gen.Choose(0, int.MaxValue)
         from samples in Gen.NonEmptyListOf(Gen.Choose(1, 100_000))
         select (Seed: seed, Samples: samples.ToArray())).ToArbitrary(),
        given =>
        {
            using var update = Models.Random(given.Seed);
            update.Values[0] = -0f;
            update.Values[1] = float.Epsilon;
            update.Values[2] = float.MaxValue;
            using var mean = Mean([.. given.Samples.Select((samples, index) => ($"client {index}", update.Clone(), samples))]);
            return Bits(mean).SequenceEqual(Bits(update));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TheOrderOfArrivalDoesNotMatter()
    {
        var names = new[] { "north", "south", "east", "west", "Middle" };
        byte[]? expected = null;
        for (var shuffle = 0; shuffle < 20; shuffle++)
        {
            var arrivals = names.Select((name, index) => (name, Models.Random(index), 10 + index)).ToArray();
            new Random(shuffle).Shuffle(arrivals);
            using var mean = Mean(arrivals);
            expected ??= Bits(mean);
            Assert.Equal(expected, Bits(mean));
        }
    }

    [Fact]
    public void UpdatesCountByTheirSamples()
    {
        var updates = new[] { Models.Random(1), Models.Random(2), Models.Random(3) };
        int[] samples = [1, 30, 7];
        var expected = Enumerable.Range(0, Models.Layout.Count).Select(index =>
            (float)(updates.Select((update, client) => (double)update.Values[index] * samples[client]).Sum() / 38)).ToArray();

        using var mean = Mean([("a", updates[0], 1), ("b", updates[1], 30), ("c", updates[2], 7)]);

        Assert.Equal(expected, mean.Values.ToArray());
    }

    [Fact]
    public void WithoutAnyClientThereIsNoMean() =>
        Assert.Throws<ArgumentException>(() => MeanOf([]));

    [Fact]
    public void UpdatesWithoutSamplesOrOfAnotherLayoutAreRefused()
    {
        using var update = Models.Random(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => MeanOf([Sent("b", update, 0)]));
        using var other = new NamedTensors(new TensorLayout([("x", new(1, 1, 1, 1), ParameterRole.Weight)]));
        Assert.Throws<ArgumentException>(() => MeanOf([Sent("b", other, 1)]));
    }

    [Fact]
    public void MoreSamplesThanStayExactAreRefused() => Assert.Throws<ArgumentException>(() => MeanOf(
        [Sent("a", Models.Random(1), WeightedMean.MaximumSamples), Sent("b", Models.Random(1), 1)]));

    [Fact]
    public void WeightsOnADiskAreReadOneAfterTheOtherInTheOrderOfNamesAndAverageToTheSameBits()
    {
        var names = Enumerable.Range(0, 50).Select(number => $"client {number:D2}").ToArray();
        using var expected = Mean([.. names.Select((name, index) => (name, Models.Random(index), index + 1))]);
        var read = new List<NamedTensors>();
        var places = new List<int>();
        using var mean = MeanOf(names.Index().Reverse().Select(each => Sent(each.Item, null, each.Index + 1, () =>
        {
            Assert.All(read, before => Assert.Throws<ObjectDisposedException>(() => before.Values.Length));
            read.Add(Models.Random(each.Index));
            places.Add(each.Index);
            return read[^1];
        })));

        Assert.Equal(Enumerable.Range(0, names.Length), places);
        Assert.Equal(Bits(expected), Bits(mean));
    }

    private static SentUpdate Sent(
        string client, NamedTensors? weights, int samples, Func<NamedTensors>? read = null) =>
        new(SentModels.Of(client, weights, samples), read);

    private static NamedTensors Mean((string Client, NamedTensors Update, int Samples)[] arrivals) =>
        MeanOf(arrivals.Select(arrival => Sent(arrival.Client, arrival.Update, arrival.Samples)));

    private static NamedTensors MeanOf(IEnumerable<SentUpdate> updates)
    {
        using var model = Models.Random(99);
        return WeightedMean.Mean(new AggregationTask(model, [], null), updates);
    }

    private static byte[] Bits(NamedTensors tensors) => MemoryMarshal.AsBytes(tensors.Values).ToArray();
}
