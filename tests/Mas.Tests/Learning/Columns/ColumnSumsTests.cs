using Mas.Learning.Columns;

namespace Mas.Tests.Learning.Columns;

public class ColumnSumsTests
{
    [Fact]
    public void NumbersAddedUpDescribeAllOfThem()
    {
        var sums = Sums(1, 2, 6).Plus(Sums(3) with { Missing = 2 });

        var column = ColumnDescription.Of(sums);

        Assert.Equal((4, 2), (sums.Known, sums.Missing));
        Assert.True(column.HasMissing);
        Assert.Equal(3, column.Mean, 1e-12);
        Assert.Equal(Math.Sqrt((4 + 1 + 9 + 0) / 4.0), column.Deviation, 1e-12);
        Assert.Equal(0, column.Standardised(3));
    }

    [Fact]
    public void TheVocabularyHasTheWordsOfAllInOrder()
    {
        var column = ColumnDescription.Of(Words("west", "east").Plus(Words("north", "west")));

        Assert.Equal(["east", "north", "west"], column.Vocabulary);
        Assert.Equal([1, 2, 3, 0], new[] { "east", "north", "west", "East" }.Select(column.IndexOf));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0)]
    [InlineData(1e8)]
    public void EqualNumbersHaveNoDeviation(double number)
    {
        var column = ColumnDescription.Of(Sums([.. Enumerable.Repeat(number, 999)]));

        Assert.Equal(0, column.Deviation);
        Assert.Equal(0, column.Standardised(number), 1e-6f);
    }

    [Fact]
    public void SumsOfDifferentColumnsCannotBeAdded() =>
        Assert.Throws<ArgumentException>(() => Sums(1).Plus(Words("west")));

    private static ColumnSums Sums(params double[] numbers) => new("x", ColumnKind.Number)
    {
        Known = numbers.Length,
        Sum = numbers.Sum(),
        SumOfSquares = numbers.Sum(number => number * number),
    };

    private static ColumnSums Words(params string[] words) => new("wind", ColumnKind.Category)
    {
        Known = words.Length,
        Categories = words.CountBy(word => word).ToDictionary(word => word.Key, word => (long)word.Value),
    };
}
