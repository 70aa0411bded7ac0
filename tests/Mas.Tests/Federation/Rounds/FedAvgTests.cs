using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Mas.Engine.Parameters;
using Mas.Federation.Rounds;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Rounds;

public class FedAvgTests
{
    private static readonly Dictionary<string, MeanLoss> _losses = new() { ["s"] = new(0.5, 1) };

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
            return Bits(mean!).SequenceEqual(Bits(update));
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
            expected ??= Bits(mean!);
            Assert.Equal(expected, Bits(mean!));
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

        Assert.Equal(expected, mean!.Values.ToArray());
    }

    [Fact]
    public void AClientLeftOutDoesNotCount()
    {
        using var update = Models.Random(4);
        using var average = new FedAvg(Models.Layout, ["a", "b"]);
        average.Add(Sent("b", update.Clone(), 5));
        average.LeaveOut("a");
        using var mean = average.Average();
        Assert.Equal(Bits(update), Bits(mean!));
    }

    [Fact]
    public void WithoutAnyClientThereIsNoMean()
    {
        using var average = new FedAvg(Models.Layout, ["a", "b"]);
        average.LeaveOut("b");
        Assert.Contains("'a'", Assert.Throws<InvalidOperationException>(() => average.Average()).Message);
        average.LeaveOut("a");
        Assert.Null(average.Average());
    }

    [Fact]
    public void UpdatesThatAreNotAwaitedAreRefused()
    {
        using var average = new FedAvg(Models.Layout, ["a", "b"]);
        average.Add(Sent("a", Models.Random(1), 1));
        using var update = Models.Random(1);
        Assert.Throws<ArgumentException>(() => average.Add(Sent("a", update, 1)));
        Assert.Throws<ArgumentException>(() => average.Add(Sent("c", update, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => average.Add(Sent("b", update, 0)));
        using var other = new NamedTensors(new TensorLayout([("x", new(1, 1, 1, 1), ParameterRole.Weight)]));
        Assert.Throws<ArgumentException>(() => average.Add(Sent("b", other, 1)));
    }

    [Fact]
    public void MoreSamplesThanStayExactAreRefused()
    {
        using var average = new FedAvg(Models.Layout, ["a", "b"]);
        average.Add(Sent("a", Models.Random(1), FedAvg.MaximumSamples));
        Assert.Throws<ArgumentException>(() => average.Add(Sent("b", Models.Random(1), 1)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void AnUpdateWithAValueThatIsNotFiniteIsRefused(float value)
    {
        using var update = Models.Random(1);
        Assert.Null(FedAvg.Fault(update, _losses));
        for (var index = 0; index < update.Values.Length; index++)
        {
            var before = update.Values[index];
            update.Values[index] = value;
            Assert.NotNull(FedAvg.Fault(update, _losses));
            update.Values[index] = before;
        }

        update["encoder.norm.mean"][2] = value;
        Assert.Equal(
            "The tensor 'encoder.norm.mean' holds a value that is not finite.", FedAvg.Fault(update, _losses));
    }

    [Fact]
    public void AnUpdateWithALossThatIsNotFiniteIsRefused()
    {
        using var update = Models.Random(1);
        Assert.Equal(
            "The loss of task 'd' is NaN; it must be finite.",
            FedAvg.Fault(update, new Dictionary<string, MeanLoss> { ["s"] = new(1, 1), ["d"] = new(double.NaN, 1) }));
    }

    [Fact]
    public void WeightsOnADiskAreReadInTheirTurnOneAfterTheOtherAndAverageToTheSameBits()
    {
        var names = Enumerable.Range(0, 50).Select(number => $"client {number:D2}").ToArray();
        using var expected = Mean([.. names.Select((name, index) => (name, Models.Random(index), index + 1))]);
        using var average = new FedAvg(Models.Layout, names);
        var read = new List<NamedTensors>();
        foreach (var (index, name) in names.Index().Reverse())
        {
            average.Add(Sent(name, null, index + 1, () =>
            {
                Assert.All(read, before => Assert.Throws<ObjectDisposedException>(() => before.Values.Length));
                read.Add(Models.Random(index));
                return read[^1];
            }));
            Assert.Equal(index == 0 ? names.Length : 0, read.Count);
        }

        using var mean = average.Average();

        Assert.Equal(Bits(expected!), Bits(mean!));
    }

    private static SentUpdate Sent(
        string client, NamedTensors? weights, int samples, Func<NamedTensors>? read = null) => new(new Update
        {
            Client = client,
            Parameters = weights,
            Samples = samples,
            Losses = [],
            Affinity = null,
            Probes = 0,
            Fault = null,
            Flops = 0,
            WallSeconds = 0,
            CpuSeconds = 0,
            ProbeSeconds = 0,
        }, read);

    private static NamedTensors? Mean((string Client, NamedTensors Update, int Samples)[] arrivals)
    {
        using var average = new FedAvg(Models.Layout, arrivals.Select(arrival => arrival.Client));
        foreach (var (client, update, samples) in arrivals)
            average.Add(Sent(client, update, samples));
        return average.Average();
    }

    private static byte[] Bits(NamedTensors tensors) => MemoryMarshal.AsBytes(tensors.Values).ToArray();
}
