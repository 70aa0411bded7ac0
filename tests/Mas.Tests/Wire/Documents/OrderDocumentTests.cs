using System.Reflection;
using System.Text;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Wire.Documents;

public class OrderDocumentTests
{
    [Fact]
    public void AnOrderComesBackEqualInEveryBit()
    {
        using var sent = WireOrders.Order().Parameters;
        var order = WireOrders.Order() with { Parameters = sent };
        var read = OrderDocument.Parse(OrderDocument.Of(order, "run-1", WireOrders.Model).ToBytes());

        var back = read.ToOrder(sent, TestCatalogue.Learning);

        Assert.Equal(order.Tasks, back.Tasks);
        Assert.Equal(order.Balance!.Weights, back.Balance!.Weights);
        Assert.Equal(order.Balance.FirstLosses, back.Balance.FirstLosses);
        Assert.Equal(order, back with { Balance = order.Balance, Tasks = order.Tasks });
        Assert.True(double.IsNegative(back.Settings.Step.Proximal));
        Assert.Equal(("run-1", WireOrders.Model), (read.Run, read.Model));
    }

    [Fact]
    public void EmbeddingsTravelAndAnOrderWithoutThemHasNone()
    {
        ChannelEmbedding[] embeddings = [new(2, 9, 4), new(11, 1, 3)];
        var plain = WireOrders.Order();
        using var sent = plain.Parameters;
        var order = plain with
        {
            Settings = plain.Settings with { Input = FieldShape.Flat(12), Embeddings = embeddings },
        };

        var training = OrderDocument.Parse(OrderDocument.Of(order, "run-1", WireOrders.Model).ToBytes());
        var asked = WireOrders.Evaluation() with
        {
            Evaluation = WireOrders.Evaluation().Evaluation! with { Input = FieldShape.Flat(12), Embeddings = embeddings },
        };
        var evaluation = OrderDocument.Parse(asked.ToBytes()).Evaluation!;

        Assert.Equal(embeddings, training.ToOrder(sent, TestCatalogue.Learning).Settings.Model(order.Tasks).Embeddings);
        Assert.Equal(embeddings, evaluation.Model(order.Tasks).Embeddings);
        Assert.DoesNotContain("embeddings", Encoding.UTF8.GetString(WireOrders.Training().ToBytes()));
    }

    [Theory]
    [InlineData("\"first\":2", "\"first\":-1", "settings.embeddings must be in the order of their channels")]
    [InlineData("\"first\":2", "\"first\":6", "settings.embeddings must be in the order of their channels")]
    [InlineData("\"categories\":4", "\"categories\":0", "each of 1 or more categories and 1 to 1024 elements.")]
    [InlineData("\"width\":8", "\"width\":1025", "each of 1 or more categories and 1 to 1024 elements.")]
    [InlineData("\"categories\":5", "\"categories\":2147483647", "must be of the channels of a row, (1, 1, columns)")]
    [InlineData("\"width\":1,\"channels\":12", "\"width\":2,\"channels\":12", "the input is (1, 2, 12).")]
    [InlineData("{\"first\":2,\"categories\":4,\"width\":8}", "null", "settings.embeddings must be")]
    public void EmbeddingsThatTheInputCannotHaveAreRefused(string right, string wrong, string because)
    {
        var order = WireOrders.Order();
        using var sent = order.Parameters;
        var document = OrderDocument.Of(
            order with
            {
                Settings = order.Settings with
                {
                    Input = FieldShape.Flat(12),
                    Embeddings = [new(2, 4, 8), new(7, 5, 3)],
                },
            },
            "run-1", WireOrders.Model);
        var text = Encoding.UTF8.GetString(document.ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(
            () => OrderDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong))));

        Assert.Contains(because, refusal.Message);
    }

    [Fact]
    public void EverythingAnOrderSaysTravels()
    {
        string[] travels =
        [
            .. Properties(typeof(TrainingDocument)), nameof(OrderDocument.Client), nameof(Order.Parameters),
        ];

        Assert.Equal(Properties(typeof(Order)).Order(), travels.Order());
    }

    [Fact]
    public void TheSameOrderHasTheSameNameAndAnotherHasAnother()
    {
        var name = Sha256Name.Of(WireOrders.Training().ToBytes());

        Assert.Equal(name, Sha256Name.Of(OrderDocument.Parse(WireOrders.Training().ToBytes()).ToBytes()));
        Assert.NotEqual(name, Sha256Name.Of((WireOrders.Training() with { Run = "run-2" }).ToBytes()));
    }

    [Fact]
    public void AnEvaluationComesBack() =>
        Assert.Equal(
            WireOrders.Evaluation().ToBytes(), OrderDocument.Parse(WireOrders.Evaluation().ToBytes()).ToBytes());

    [Fact]
    public void OrdersWithoutAModelComeBack()
    {
        foreach (var order in new[] { WireOrders.Counting(), WireOrders.Constants() })
        {
            Assert.Equal(order.ToBytes(), OrderDocument.Parse(order.ToBytes()).ToBytes());
        }
    }

    [Theory]
    [InlineData("[[0.1],null,", "[[\"NaN\"],null,", "outputs must have")]
    [InlineData("[[0.1],null,", "[[0.1,0.2],null,", "outputs must have")]
    [InlineData("[[0.1],null,", "[[0.1],", "outputs must have")]
    [InlineData(
        "\"counting\":null", "\"counting\":{\"tasks\":[],\"input\":{\"height\":8,\"width\":8,\"channels\":3}}",
        "exactly one of")]
    [InlineData("\"model\":null", "\"model\":{\"sha256\":\"ab\",\"bytes\":1}", "no model elsewhere")]
    public void ConstantsThatCannotBeTestedAreRefused(string right, string wrong, string because)
    {
        var text = Encoding.UTF8.GetString(WireOrders.Constants().ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(
            () => OrderDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong))));

        Assert.Contains(because, refusal.Message);
    }

    [Theory]
    [InlineData("\"protocol\":9", "\"protocol\":1", "protocol 1")]
    [InlineData("\"run-1\"", "\"../run\"", "run is '../run'; expected 1 to 128 letters")]
    [InlineData("castle (2)", "a/b", "client is 'a/b'; expected 1 to 128 letters")]
    [InlineData("\"mark\":\"s\"", "\"mark\":\"d\"", "marks that differ")]
    [InlineData("\"mark\":\"s\"", "\"mark\":\"../s\"", "tasks[0].mark is '../s'; expected 1 to 16 letters")]
    [InlineData("\"outputs\":18", "\"outputs\":0", "tasks[0].outputs is 0")]
    [InlineData("\"outputs\":18,", "", "JSON")]
    [InlineData("xception-quarter", "Linear", "encoder must be")]
    [InlineData("\"height\":32", "\"height\":0", "input must have")]
    [InlineData("\"asked\":5,\"least\":3", "\"asked\":5,\"least\":6", "cohort.least is 6")]
    [InlineData("\"asked\":5,\"least\":3", "\"asked\":0,\"least\":0", "cohort.asked is 0")]
    [InlineData("\"cohort\":{\"asked\":5,\"least\":3},", "", "JSON")]
    [InlineData("\"batchSize\":3", "\"batchSize\":0", "batchSize is 0")]
    [InlineData("\"learningRate\":0.30000000000000004", "\"learningRate\":\"NaN\"", "learningRate is NaN")]
    [InlineData("\"bytes\":4321", "\"bytes\":-1", "model has")]
    [InlineData("fffffffffffffffe", "FFFFFFFFFFFFFFFE", "seed is")]
    [InlineData("\"evaluation\":null", "\"evaluation\":null,\"run\":\"again\"", "JSON")]
    [InlineData("\"evaluation\":null", "\"evaluation\":null,\"more\":1", "JSON")]
    [InlineData("\"client\":\"castle (2)\",", "", "JSON")]
    [InlineData("\"protocol\":9,", "", "JSON")]
    [InlineData(",\"evaluation\":null", "", "JSON")]
    [InlineData("\"gradients\":\"GradNorm\",", "", "JSON")]
    [InlineData("\"GradNorm\"", "\"PcGrad\"", "the step keeps none")]
    [InlineData("\"first-order\"", "17", "affinityRule")]
    public void AnOrderThatLiesIsRefused(string right, string wrong, string because)
    {
        var text = Encoding.UTF8.GetString(WireOrders.Training().ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(
            () => OrderDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong))));

        Assert.Contains(because, refusal.Message);
    }

    [Fact]
    public void ADocumentThatIsTooLongIsNotLookedAt()
    {
        var refusal = Assert.Throws<InvalidDataException>(
            () => OrderDocument.Parse(new byte[Protocol.LongestDocument + 1]));

        Assert.Contains("bytes", refusal.Message);
    }

    private static IEnumerable<string> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
}
