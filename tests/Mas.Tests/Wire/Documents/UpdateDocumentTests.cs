using System.Reflection;
using System.Text;
using Mas.Learning.Objectives;
using Mas.Learning.Training;
using Mas.Wire.Documents;

namespace Mas.Tests.Wire.Documents;

public class UpdateDocumentTests
{
    [Fact]
    public void AnUpdateComesBackEqualInEveryBit()
    {
        using var update = WireOrders.Update();
        var read = UpdateDocument.Parse(WireOrders.Trained().ToBytes(), WireOrders.Training());

        var back = read.Trained!.ToUpdate(update.Client, update.Parameters);

        Assert.Equal(Bits(update.Losses), Bits(back.Losses));
        Assert.Equal(update.Losses.Select(loss => loss.Pixels), back.Losses.Select(loss => loss.Pixels));
        Assert.Equal(update.Affinity!.Select(Bits), back.Affinity!.Select(Bits));
        Assert.Null(back.Affinity![0][0]);
        Assert.Equal(update with { Losses = [], Affinity = null }, back with { Losses = [], Affinity = null });
        Assert.Equal(WireOrders.Model, read.Trained.Weights);
    }

    [Fact]
    public void EverythingAnUpdateSaysTravels()
    {
        string[] said = [.. Properties(typeof(Update)).Except([nameof(Update.Client), nameof(Update.Parameters)])];

        Assert.Equal(
            said.Concat([nameof(TrainedDocument.Weights), nameof(TrainedDocument.Measured)]).Order(),
            Properties(typeof(TrainedDocument)).Order());
    }

    [Fact]
    public void LossesOfAnEvaluationComeBack()
    {
        MeanLoss[] losses = [new(0.1 + 0.2, 20_480), MeanLoss.None];
        double[][] sums = [[0.1 + 0.7, 3, 1e300], [0, 0, 0]];
        var update = new UpdateDocument
        {
            Evaluated = EvaluatedDocument.Of([new(losses[0], sums[0]), new(losses[1], sums[1])], 5),
        };

        var back = UpdateDocument.Parse(update.ToBytes(), WireOrders.Evaluation()).Evaluated!;

        Assert.Equal(losses, back.ToLosses());
        Assert.Equal(sums, back.Sums!);
        Assert.Equal(5, back.Views);
        Assert.Contains(
            "\"losses\":[0.30000000000000004,null],\"measured\":[20480,0]", Encoding.UTF8.GetString(update.ToBytes()));
    }

    [Fact]
    public void CountsComeBack()
    {
        var counts = TestCatalogue.Learning.TaskSet("dn").Select(task => TargetHistogram.Empty(task.TargetChannels)).ToArray();
        counts[0][0].Add(-5, 3);
        counts[0][0].Add(TargetHistogram.LargestBin, 1L << 40);
        counts[1][2].Add(0, 7);
        var update = new UpdateDocument { Counted = CountedDocument.Of(counts) };

        var back = UpdateDocument.Parse(update.ToBytes(), WireOrders.Counting()).Counted!.ToHistograms();

        Assert.Equal((3, 1L << 40), (back[0][0][-5], back[0][0][TargetHistogram.LargestBin]));
        Assert.Equal([0, 0, 7], back[1].Select(channel => channel.Total));
    }

    [Theory]
    [InlineData("\"lowestBin\":-5", "\"lowestBin\":-2000")]
    [InlineData("\"lowestBin\":-5", "\"lowestBin\":1664")]
    [InlineData("\"counts\":[3,0,1]", "\"counts\":[3,-1,1]")]
    [InlineData("\"counts\":[3,0,1]", "\"counts\":[3,0,1099511627777]")]
    [InlineData("{\"targets\":[[", "{\"targets\":[[{\"lowestBin\":0,\"counts\":[]},")]
    public void CountsThatCannotBeAddedAreRefused(string right, string wrong)
    {
        var counts = TestCatalogue.Learning.TaskSet("dn").Select(task => TargetHistogram.Empty(task.TargetChannels)).ToArray();
        counts[0][0].Add(-5, 3);
        counts[0][0].Add(-3);
        var text = Encoding.UTF8.GetString(new UpdateDocument { Counted = CountedDocument.Of(counts) }.ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(
            () => UpdateDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong)), WireOrders.Counting()));

        Assert.Contains("targets must have", refusal.Message);
    }

    [Theory]
    [InlineData("\"samples\":24", "\"samples\":0", "samples is 0")]
    [InlineData("\"samples\":24", "\"samples\":\"NaN\"", "JSON")]
    [InlineData("\"samples\":24", "\"samples\":500001", "samples is")]
    [InlineData("\"losses\":[0.7999999999999999,\"NaN\"]", "\"losses\":[1]", "losses has 1 number for 2 tasks")]
    [InlineData("\"bytes\":4321", "\"bytes\":4320", "4320 bytes")]
    [InlineData("\"fault\":null", "\"fault\":\"no\"", "weights or a fault")]
    [InlineData("\"probes\":3", "\"probes\":0", "both be absent")]
    [InlineData("\"probes\":3", "\"probes\":1000001", "probes is 1000001")]
    [InlineData("\"losses\":[0.7999999999999999,", "\"losses\":[1e308,", "float32 range")]
    [InlineData("\"losses\":[0.7999999999999999,", "\"losses\":[null,", "must be null where measured is 0")]
    [InlineData("\"measured\":[49000,1]", "\"measured\":[0,1]", "must be null where measured is 0")]
    [InlineData("\"measured\":[49000,1]", "\"measured\":[49000]", "measured has 1 number for 2 tasks")]
    [InlineData("\"measured\":[49000,1]", "\"measured\":[49153,1]", "measured must be 0 to 49152")]
    [InlineData("\"measured\":[49000,1]", "\"measured\":[-1,1]", "measured must be 0 to 49152")]
    [InlineData("\"measured\":[49000,1],", "", "JSON")]
    [InlineData("\"fault\":null", "\"fault\":\"\\u001b[2J\"", "without control characters")]
    [InlineData("\"balance\":null", "\"balance\":{\"weights\":[1,1],\"firstLosses\":null}", "no firstLosses")]
    [InlineData("\"balance\":null", "\"balance\":{\"weights\":[1],\"firstLosses\":[1,1]}", "weights has 1 number")]
    [InlineData("\"protocol\":9,", "", "JSON")]
    [InlineData(",\"evaluated\":null", "", "JSON")]
    [InlineData("[[null,-0]", "[[0]", "2 rows of 2")]
    [InlineData("[[null,-0]", "[null", "2 rows of 2")]
    [InlineData("\"flops\":9223372036854775807", "\"flops\":-1", "flops")]
    [InlineData("\"cpuSeconds\":0.25", "\"cpuSeconds\":\"Infinity\"", "cpuSeconds")]
    [InlineData("\"cpuSeconds\":0.25", "\"cpuSeconds\":-0.25", "cpuSeconds")]
    public void AnUpdateThatLiesIsRefused(string right, string wrong, string because)
    {
        var text = Encoding.UTF8.GetString(WireOrders.Trained().ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(
            () => UpdateDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong)), WireOrders.Training()));

        Assert.Contains(because, refusal.Message);
    }

    [Fact]
    public void NumbersOfLabelsComeBackAndAreNotWrittenWhereAllExamplesHaveThem()
    {
        using var update = WireOrders.Update();
        var document = new UpdateDocument { Trained = TrainedDocument.Of(Partial(update, [24, 0]), WireOrders.Model) };

        var back = UpdateDocument.Parse(document.ToBytes(), WireOrders.Training()).Trained!.ToUpdate("castle", null);

        Assert.Equal([24, 0], back.Labelled!);
        Assert.Equal((24, 24, 0), (back.ExamplesOf(null), back.ExamplesOf(0), back.ExamplesOf(1)));
        Assert.DoesNotContain("labelled", Encoding.UTF8.GetString(WireOrders.Trained().ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"labelled\":[24,0]", "\"labelled\":[24]", "labelled has 1 number for 2 tasks")]
    [InlineData("\"labelled\":[24,0]", "\"labelled\":[25,0]", "labelled must be 0 to 24")]
    [InlineData("\"labelled\":[24,0]", "\"labelled\":[24,-1]", "labelled must be 0 to 24")]
    [InlineData("\"labelled\":[24,0]", "\"labelled\":[0,0]", "above 0 for one task or more")]
    [InlineData("\"labelled\":[24,0]", "\"labelled\":[0,24]", "measured must be 0 where labelled is 0")]
    [InlineData("\"affinity\":[[null,null]", "\"affinity\":[[null,0.5]", "affinity must be null where labelled is 0")]
    public void NumbersOfLabelsThatLieAreRefused(string right, string wrong, string because)
    {
        using var update = WireOrders.Update();
        var text = Encoding.UTF8.GetString(
            new UpdateDocument { Trained = TrainedDocument.Of(Partial(update, [24, 0]), WireOrders.Model) }.ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(
            () => UpdateDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong)), WireOrders.Training()));

        Assert.Contains(because, refusal.Message);
    }

    [Fact]
    public void AnUnknownAffinityIsNotAmongTheFaultsOfADocumentThatHasOne()
    {
        var text = Encoding.UTF8.GetString(WireOrders.Trained().ToBytes())
            .Replace("\"probes\":3", "\"probes\":\"many\"");

        var refusal = Assert.Throws<InvalidDataException>(
            () => UpdateDocument.Parse(Encoding.UTF8.GetBytes(text), WireOrders.Training()));

        Assert.EndsWith("trained.probes is \"many\"; expected a whole number.", refusal.Message);
        Assert.DoesNotContain("affinity", refusal.Message);
    }

    [Fact]
    public void ABalanceIsRefusedWhereTheStepIsNotOfGradNorm()
    {
        var order = WireOrders.Training();
        var plain = order with { Training = order.Training! with { Settings = order.Training.Settings with { Step = StepRule.Plain }, Balance = null } };
        var sent = WireOrders.Trained();
        sent = sent with { Trained = sent.Trained! with { Balance = new LossBalance([1, 1], [1, 1]) } };

        Assert.NotNull(UpdateDocument.Parse(sent.ToBytes(), order).Trained!.Balance);
        var refusal = Assert.Throws<InvalidDataException>(() => UpdateDocument.Parse(sent.ToBytes(), plain));

        Assert.Contains("the step keeps none", refusal.Message);
    }

    [Theory]
    [InlineData(1e308, 5L)]
    [InlineData(double.NaN, 0L)]
    [InlineData(1.0, 20_481L)]
    [InlineData(1.0, 0L)]
    [InlineData(null, 5L)]
    public void AnEvaluationThatLiesIsRefused(double? loss, long measured)
    {
        var update = new UpdateDocument { Evaluated = new EvaluatedDocument([loss, 1], [measured, 1], 5) };

        Assert.Throws<InvalidDataException>(() => UpdateDocument.Parse(update.ToBytes(), WireOrders.Evaluation()));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void ALossThatIsNotFiniteIsSaidAndHeard(double loss, string said)
    {
        var update = new UpdateDocument { Evaluated = new EvaluatedDocument([loss, null], [5, 0], 5) };

        var heard = UpdateDocument.Parse(update.ToBytes(), WireOrders.Evaluation());

        Assert.Contains($"\"losses\":[\"{said}\",null]", Encoding.UTF8.GetString(update.ToBytes()), StringComparison.Ordinal);
        Assert.Equal([loss, null], heard.Evaluated!.Losses);
    }

    [Fact]
    public void AnAnswerToAnotherQuestionIsRefused()
    {
        var refusal = Assert.Throws<InvalidDataException>(
            () => UpdateDocument.Parse(WireOrders.Trained().ToBytes(), WireOrders.Evaluation()));

        Assert.Contains("does not answer", refusal.Message);
    }

    private static Update Partial(Update update, int[] labelled) => update with
    {
        Labelled = labelled,
        Losses = [update.Losses[0], MeanLoss.None],
        Affinity = [[null, null], [null, null]],
    };

    private static IEnumerable<long> Bits(IEnumerable<MeanLoss> losses) =>
        Bits(losses.Select(loss => loss.Value!.Value));

    private static IEnumerable<long?> Bits(IEnumerable<double?> numbers) =>
        numbers.Select(number => number is { } known ? BitConverter.DoubleToInt64Bits(known) : (long?)null);

    private static IEnumerable<long> Bits(IEnumerable<double> numbers) =>
        numbers.Select(BitConverter.DoubleToInt64Bits);

    private static IEnumerable<string> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
}
