using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Mas.Engine.Parameters;
using Mas.Federation.Aggregation;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Aggregation;

public class MedianTests
{
    [Fact]
    public void EveryValueIsTheMedianOfTheClientsWhoeverIsFirst() => Prop.ForAll(
        (from seed in Gen.Choose(0, int.MaxValue / 2)
         from clients in Gen.Choose(1, 9)
         from order in Gen.Choose(0, int.MaxValue)
         select (Seed: seed, Clients: clients, Order: order)).ToArbitrary(),
        given =>
        {
            var updates = Enumerable.Range(0, given.Clients).Select(client => Models.Random(given.Seed + client)).ToArray();
            float[] naive =
            [
                .. Enumerable.Range(0, Models.Layout.Count).Select(index =>
                {
                    var sorted = updates.Select(update => (double)update.Values[index]).Order().ToArray();
                    return (float)((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2);
                }),
            ];
            var arrivals = updates.Index().ToArray();
            new Random(given.Order).Shuffle(arrivals);

            using var median = MedianOf([.. arrivals.Select(each => ($"client {each.Index}", each.Item, 1 + each.Index))]);

            return MemoryMarshal.AsBytes(median.Values).SequenceEqual(MemoryMarshal.AsBytes(naive.AsSpan()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AMinorityCannotBendItHoweverFarItGoes()
    {
        var honest = Enumerable.Range(0, 3).Select(seed => Models.Random(seed)).ToArray();
        var liars = Enumerable.Range(0, 2).Select(_ => Models.Random(9)).ToArray();
        foreach (var liar in liars)
        {
            liar.Values.Fill(1e30f);
        }

        var least = Enumerable.Range(0, Models.Layout.Count).Select(index => honest.Min(update => update.Values[index]));
        var most = Enumerable.Range(0, Models.Layout.Count).Select(index => honest.Max(update => update.Values[index]));
        var (low, high) = (least.ToArray(), most.ToArray());

        using var median = MedianOf(
            [.. honest.Concat(liars).Select((update, index) => ($"client {index}", update, index < 3 ? 1 : 1000))]);

        Assert.All(median.Values.ToArray().Index(), each => Assert.InRange(each.Item, low[each.Index], high[each.Index]));
    }

    [Fact]
    public void WeightsOfLossesAreMediansToo()
    {
        using var model = new NamedTensors(Models.Layout);
        var seen = new MeanLoss(1, 10);
        using var round = new Median().Begin(new AggregationTask(model, ["a", "b", "c"], null));
        foreach (var (client, weight, first) in new[] { ("c", 0.5, 4.0), ("a", 1.9, 2.0), ("b", 1.0, 100.0) })
        {
            Assert.Null(round.Take(Sound(SentModels.Of(client, Models.Random(1), 1, [seen, seen]) with
            {
                Balance = new LossBalance([weight, 2 - weight], [first, first]),
            })));
        }

        var balance = round.Finish().Balance!;

        Assert.Equal([1, 1], balance.Weights);
        Assert.Equal([4, 4], balance.FirstLosses!);
    }

    [Fact]
    public void OneUpdateAClientAndOneOfTheRoundAreTaken()
    {
        using var model = new NamedTensors(Models.Layout);
        using var round = new Median().Begin(new AggregationTask(model, ["a"], null));

        Assert.Throws<InvalidOperationException>(() => round.Finish());
        Assert.Equal("'b' is not a client of the round.", round.Take(Sound(SentModels.Of("b", Models.Random(1), 1))));
        Assert.Null(round.Take(Sound(SentModels.Of("a", Models.Random(1), 1))));
        Assert.Equal("'a' has sent an update already.", round.Take(Sound(SentModels.Of("a", Models.Random(2), 1))));
    }

    private static SoundUpdate Sound(Update update) => new(new SentUpdate(update), default, null);

    private static NamedTensors MedianOf((string Client, NamedTensors Update, int Samples)[] arrivals)
    {
        using var model = new NamedTensors(Models.Layout);
        using var round = new Median().Begin(
            new AggregationTask(model, [.. arrivals.Select(arrival => arrival.Client).Order()], null));
        foreach (var (client, update, samples) in arrivals)
        {
            Assert.Null(round.Take(Sound(SentModels.Of(client, update, samples))));
        }

        return round.Finish().Model;
    }
}
