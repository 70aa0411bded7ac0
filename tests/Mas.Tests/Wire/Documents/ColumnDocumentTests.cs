using System.Text;
using Mas.Wire.Documents;

namespace Mas.Tests.Wire.Documents;

/// <summary>What orders and updates say of columns.</summary>
public class ColumnDocumentTests
{
    [Fact]
    public void WhatIsAskedAndSaidComesBackInEveryBit()
    {
        var order = OrderDocument.Parse(WireOrders.Summing().ToBytes());
        var said = UpdateDocument.Parse(WireOrders.Summed().ToBytes(), order).Summed!.ToColumns();
        var read = OrderDocument.Parse(WireOrders.Columned().ToBytes());

        Assert.Equal((WireOrders.Choice, "summing"), (order.Summing!.Columns, order.Kind));
        Assert.Equal((5, 1, 2), (said.Train, said.Validation, said.Test));
        Assert.Equal((0.1 + 0.2, 1.0 / 3), (said.Sums[1].Sum, said.Sums[1].SumOfSquares));
        Assert.Equal(3, said.Sums[0].Categories["north \"west\""]);
        Assert.Equal(WireOrders.Columned().ToBytes(), read.ToBytes());
        Assert.Equal(WireOrders.Columned().Columns!.Sha256, read.Columns!.Sha256);
        Assert.NotEqual(WireOrders.Columned().Columns!.Sha256, new ColumnsDocument(WireOrders.Choice, []).Sha256);
    }

    [Theory]
    [InlineData("\"known\":4", "\"known\":5", "The column 'wind' must have known and missing values that add up to 5 rows.")]
    [InlineData("\"sum\":0.30000000000000004", "\"sum\":\"NaN\"", "The column 'level' must have finite sums")]
    [InlineData("\"sumOfSquares\":0.3333333333333333", "\"sumOfSquares\":-1", "The column 'level' must have finite sums")]
    [InlineData("\":3", "\":2", "The column 'wind' must have counts of categories, if it has any, in words")]
    [InlineData("\"known\":4,\"missing\":1", "\"known\":9223372036854775807,\"missing\":-1", "The column 'wind' must have known")]
    [InlineData("\":3,", "\":3,\"\":0,", "The column 'wind' must have counts of categories, if it has any, in words")]
    [InlineData("\"kind\":\"Number\"", "\"kind\":\"Category\"", "The column 'level' must have")]
    [InlineData("\"kind\":\"Number\"", "\"kind\":7", "")]
    [InlineData("\"trainingViews\":5", "\"trainingViews\":-5", "trainingViews, validationViews and testViews must be 0 to")]
    [InlineData("\"column\":\"level\"", "\"column\":\"a\\u000Ab\"", "columns must be 1 to 4096 with names")]
    [InlineData("\"missing\":1,", "", "JSON")]
    [InlineData("\"summed\":{", "\"counted\":null,\"summed\":{", "JSON")]
    public void SumsThatNoRowsHaveAreRefused(string right, string wrong, string because)
    {
        var text = Encoding.UTF8.GetString(WireOrders.Summed().ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(() =>
            UpdateDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong)), WireOrders.Summing()));

        Assert.Contains(because, refusal.Message);
    }

    [Theory]
    [InlineData("\"targets\":\"level:regression\"", "\"targets\":null", "columns.choice must name the client and the targets.")]
    [InlineData("[\"north\",\"south\"]", "[\"south\",\"north\"]", "columns.described must have")]
    [InlineData("[\"north\",\"south\"]", "[\"north\",null]", "columns.described must have")]
    [InlineData("\"known\":5", "\"known\":-1", "columns.described must have")]
    [InlineData("\"deviation\":5E-324", "\"deviation\":\"Infinity\"", "columns.described must have")]
    [InlineData("\"summing\":null", "\"summing\":{\"columns\":{\"client\":\"a\",\"targets\":\"b\",\"features\":null,\"splitBy\":null}}", "exactly one of")]
    public void ColumnsThatNoClientCanReadAreRefused(string right, string wrong, string because)
    {
        var text = Encoding.UTF8.GetString(WireOrders.Columned().ToBytes());
        Assert.Contains(right, text);

        var refusal = Assert.Throws<InvalidDataException>(
            () => OrderDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong))));

        Assert.Contains(because, refusal.Message);
    }

    [Fact]
    public void ADeviceWithoutFieldsMustStateASource()
    {
        var join = new JoinDocument
        {
            Token = "join-1",
            PublicKey = "key",
            Client = "s1",
            Fields = [],
            TrainingViews = 8,
            ValidationViews = 0,
            TestViews = 0,
            Statement = new StatementDocument
            {
                MemoryBytes = 1,
                Cores = 1,
                OperationsPerSecond = 1,
                OnBattery = false,
                Metered = false,
                SecondsADay = 0,
                JoulesADay = 0,
                BytesADay = 0,
                Rests = null,
                Source = "table",
            },
        };

        Assert.Equal("table", JoinDocument.Parse(join.ToBytes()).Statement!.Source);
        Assert.Contains("fields must have 1 to 64 names", Refusal(join with { Statement = join.Statement! with { Source = null } }));
        Assert.Contains("source must be 1 to 64 lower-case letters", Refusal(join with { Statement = join.Statement! with { Source = "A b" } }));

        static string Refusal(JoinDocument wrong) =>
            Assert.Throws<InvalidDataException>(() => JoinDocument.Parse(wrong.ToBytes())).Message;
    }
}
