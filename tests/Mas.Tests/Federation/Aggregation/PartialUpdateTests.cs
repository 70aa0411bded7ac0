using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Mas.Engine.Parameters;
using Mas.Federation.Aggregation;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Aggregation;

/// <summary>Updates of clients without labels of some tasks: every part of a model is aggregated by itself.</summary>
public class PartialUpdateTests
{
    private static readonly string[] _tasks = ["d", "k"];

    public static TheoryData<string> Rules => [.. AggregationCatalogue.Standard.Names];

    [Theory]
    [MemberData(nameof(Rules))]
    public void EveryPartIsMadeOfTheClientsThatTrainedItInWhicheverOrderTheyCome(string rule) => Prop.ForAll(
        (from seed in Gen.Choose(0, int.MaxValue / 2)
         from labels in (from samples in Gen.Choose(1, 50)
                         from depth in Gen.Choose(0, samples)
                         from keypoints in Gen.Choose(0, samples)
                         select (Samples: samples, Labelled: new[] { depth, keypoints })).NonEmptyListOf()
         from order in Gen.Choose(0, int.MaxValue)
         select (Seed: seed, Clients: labels.Take(7).ToArray(), Order: order)).ToArbitrary(),
        given =>
        {
            using var model = Models.Random(given.Seed, Models.Parts);
            var updates = given.Clients.Index().Select(client => Sent(
                $"client {client.Index}", model, given.Seed + 1 + client.Index, client.Item.Samples,
                client.Item.Labelled)).ToArray();
            var naive = Naive(rule, model, updates);
            var arrivals = updates.ToArray();
            new Random(given.Order).Shuffle(arrivals);

            using var found = Aggregated(rule, model, arrivals);

            return Bits(found).SequenceEqual(MemoryMarshal.AsBytes(naive.AsSpan()).ToArray());
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Rules))]
    public void WhereEveryExampleHasEveryLabelTheBitsAreThoseOfARoundThatSaysNothingOfLabels(string rule)
    {
        using var model = Models.Random(1, Models.Parts);
        int[] samples = [3, 30, 7, 12];

        using var silent = Aggregated(
            rule, model, [.. samples.Index().Select(each => Sent($"{each.Index}", model, each.Index, each.Item, null))]);
        using var told = Aggregated(
            rule, model,
            [.. samples.Index().Select(each => Sent($"{each.Index}", model, each.Index, each.Item, [each.Item, each.Item]))]);
        using var whole = Aggregated(
            rule, model, [.. samples.Index().Select(each => Sent($"{each.Index}", model, each.Index, each.Item, null))], []);

        Assert.Equal(Bits(silent), Bits(told));
        Assert.Equal(Bits(silent), Bits(whole));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void ADecoderThatNoClientTrainedStaysWhatItWas(string rule)
    {
        using var model = Models.Random(1, Models.Parts);

        using var found = Aggregated(rule, model, [Sent("a", model, 2, 5, [5, 0]), Sent("b", model, 3, 5, [5, 0])]);

        Assert.Equal(model["decoders.k.weight"].ToArray(), found["decoders.k.weight"].ToArray());
        Assert.NotEqual(model["decoders.d.weight"].ToArray(), found["decoders.d.weight"].ToArray());
        Assert.NotEqual(model["encoder.norm.running_var"].ToArray(), found["encoder.norm.running_var"].ToArray());
    }

    [Fact]
    public void AClientWithLabelsThatOthersLackIsNotTooLongForThem()
    {
        // Alone in training k, it moves its decoder twenty times as far as the others move everything.
        var parts = new UpdateLength[] { new(1, 1), new(0, 0), new(20, 0) };
        SoundUpdate[] updates =
        [
            Sound("a", [8, 0], [new(1, 1), new(1, 1), default]), Sound("b", [8, 0], [new(1, 1), new(1, 1), default]),
            Sound("c", [0, 8], parts), Sound("d", [8, 0], [new(1, 1), new(1, 1), default]),
        ];

        Assert.Equal(["c"], UpdateBounds.TooLong(
            updates.ToDictionary(each => each.Sent.Update.Client, each => (8, each.Length)), new UpdateLength(30, 3)).Keys);
        Assert.Empty(UpdateBounds.TooLong(updates, 2, new UpdateLength(30, 3)));
    }

    [Fact]
    public void ALiarAmongThoseThatTrainedADecoderIsTooLongForIt()
    {
        var honest = new UpdateLength[] { new(50, 1), new(1, 1), default };
        SoundUpdate[] updates =
        [
            Sound("a", [8, 0], honest), Sound("b", [8, 0], honest), Sound("c", [0, 8], [new(50, 1), default, new(1, 0)]),
            Sound("liar", [8, 0], [new(50, 1), new(10.5, 1), default]),
        ];

        var found = Assert.Single(UpdateBounds.TooLong(updates, 2, new UpdateLength(30, 3)));

        Assert.Equal("liar", found.Key);
        Assert.Equal(
            "The update moves the weights of a decoder by 10.5, more than 10 times the median of the round's updates (1).",
            found.Value);
    }

    [Fact]
    public void ThoseWhoseBatchesHadNoLabelAreNoMeasureForOthers()
    {
        var still = new UpdateLength[] { new(1, 1), new(1e-6, 0), default };
        SoundUpdate[] updates =
        [
            Sound("a", [1, 8], still, pixels: 0), Sound("b", [1, 8], still, pixels: 0), Sound("c", [0, 8], still),
            Sound("d", [8, 8], [new(1, 1), new(1, 0), default]),
        ];

        Assert.Empty(UpdateBounds.TooLong(updates, 2, new UpdateLength(30, 3)));
    }

    [Fact]
    public void ADecoderThatMovesWithoutALabelIsAFault()
    {
        using var model = Models.Random(1, Models.Parts);
        using var update = Models.Random(2, Models.Parts);
        var parts = UpdateBounds.Lengths(update, model, ModelPart.Of(Models.Parts, _tasks), 2);
        model["decoders.k.weight"].CopyTo(update["decoders.k.weight"]);
        var kept = UpdateBounds.Lengths(update, model, ModelPart.Of(Models.Parts, _tasks), 2);
        var sent = SentModels.Of("a", null, 5) with { Labelled = [5, 0] };

        Assert.Equal(
            "The update changes the decoder of a task of which it counts no label.", UpdateBounds.Untrained(sent, parts));
        Assert.Null(UpdateBounds.Untrained(sent, kept));
        Assert.Null(UpdateBounds.Untrained(sent with { Labelled = null }, parts));
        Assert.Equal(default, kept[2]);
        Assert.Equal(UpdateBounds.Length(update, model).Weights, UpdateLength.Of(kept).Weights, 1e-3);
        Assert.Equal(UpdateBounds.Length(update, model).Statistics, UpdateLength.Of(kept).Statistics, 1e-3);
    }

    private static float[] Naive(string rule, NamedTensors model, SoundUpdate[] updates)
    {
        var values = model.Values.ToArray();
        foreach (var slot in model.Layout.Slots)
        {
            var trained = updates
                .Select(each => (
                    each.Sent.Update.Parameters,
                    Examples: slot.Name.StartsWith("decoders.d.", StringComparison.Ordinal) ? each.Sent.Update.Labelled![0]
                        : slot.Name.StartsWith("decoders.k.", StringComparison.Ordinal) ? each.Sent.Update.Labelled![1]
                        : each.Sent.Update.Samples))
                .Where(each => each.Examples > 0).ToArray();
            for (var index = slot.Offset; trained.Length > 0 && index < slot.Offset + slot.Shape.Count; index++)
            {
                var sorted = trained.Select(each => (double)each.Parameters!.Values[index]).Order().ToArray();
                values[index] = (float)(rule == "mean"
                    ? trained.Select(each => (double)each.Parameters!.Values[index] * each.Examples)
                        .Aggregate((sum, next) => sum + next) / trained.Sum(each => each.Examples)
                    : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2);
            }
        }

        return values;
    }

    private static NamedTensors Aggregated(
        string rule, NamedTensors model, SoundUpdate[] updates, string[]? tasks = null)
    {
        using var round = AggregationCatalogue.Standard.Of(rule).Begin(
            new AggregationTask(model, [.. updates.Select(each => each.Sent.Update.Client).Order()], null)
            {
                Tasks = tasks ?? _tasks,
            });
        foreach (var update in updates)
        {
            Assert.Null(round.Take(update));
        }

        return round.Finish().Model;
    }

    private static SoundUpdate Sent(string client, NamedTensors model, int seed, int samples, int[]? labelled)
    {
        var weights = Models.Random(seed + 1000, Models.Parts);
        for (var task = 0; task < _tasks.Length; task++)
        {
            if (labelled?[task] == 0)
            {
                foreach (var slot in model.Layout.Slots.Where(slot => slot.Name.StartsWith($"decoders.{_tasks[task]}.")))
                {
                    model[slot].CopyTo(weights[slot]);
                }
            }
        }

        return new SoundUpdate(
            new SentUpdate(SentModels.Of(client, weights, samples, [MeanLoss.None, MeanLoss.None]) with { Labelled = labelled }),
            default, null);
    }

    private static SoundUpdate Sound(string client, int[] labelled, UpdateLength[] parts, long pixels = 10)
    {
        MeanLoss[] losses = [.. labelled.Select((examples, task) =>
            examples > 0 && (task > 0 || pixels > 0) ? new MeanLoss(1, 10) : MeanLoss.None)];
        return new SoundUpdate(
            new SentUpdate(SentModels.Of(client, null, 8, losses) with { Labelled = labelled }), UpdateLength.Of(parts), null)
        {
            Parts = parts,
        };
    }

    private static byte[] Bits(NamedTensors tensors) => MemoryMarshal.AsBytes(tensors.Values).ToArray();
}
