using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Tables.Columns;

namespace Mas.Tests.Tables.Columns;

public class ColumnValuesTests
{
    [Theory]
    [InlineData(ColumnKind.Number, "1", "", "-2.5e3")]
    [InlineData(ColumnKind.Category, "1", "two")]
    [InlineData(ColumnKind.Category, "", "NA")]
    [InlineData(ColumnKind.Date, "2024-02-29", "null")]
    [InlineData(ColumnKind.Date, "2024-02-29 18:30:00", "2024-02-29T18:30:00Z", "2024/02/29")]
    public void ValuesDecideWhatAColumnIs(ColumnKind kind, params string[] cells)
    {
        var column = Read(kind: null, cells);

        Assert.Equal(kind, column.Kind);
        Assert.Equal(cells.Length, column.Count);
        Assert.Equal(cells.Length, column.Numbers.Length + column.Days.Length + column.Words.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("n/a")]
    [InlineData("nan")]
    [InlineData("NULL")]
    public void MissingValuesAreKnownByTheirNames(string cell)
    {
        Assert.Equal([1, float.NaN], Read(ColumnKind.Number, "1", cell).Numbers.ToArray());
        Assert.Equal([0, ColumnValues.MissingWord], Read(ColumnKind.Category, "none", cell).Words.ToArray());
    }

    [Fact]
    public void ADateIsCountedFromTheYear2000() =>
        Assert.Equal([0, 366.75, double.NaN], Read(null, "2000-01-01", "2001-01-01 18:00", "").Days.ToArray());

    [Fact]
    public void NumbersAreTransformedByName()
    {
        Assert.Equal(Math.Log(8), Transformed("log", "8").Numbers[0], 1e-6);
        Assert.Equal(Math.Log(9), Transformed("log1p", "8").Numbers[0], 1e-6);
        Assert.Equal(3, Transformed("sqrt", "9").Numbers[0], 1e-6);
    }

    [Theory]
    [InlineData("none", "much", "'much'; expected a number")]
    [InlineData("none", "-inf", "'-inf'; expected a finite number")]
    [InlineData("none", "Infinity", "'Infinity'; expected a finite number")]
    [InlineData("none", "1e999", "'1e999'; expected a finite number")]
    [InlineData("none", "1,5", "'1,5'; expected a number")]
    [InlineData("log", "0", "'0'; expected a number above 0, for log")]
    [InlineData("log1p", "-1", "'-1'; expected a number above -1, for log1p")]
    [InlineData("sqrt", "-2", "'-2'; expected a number of at least 0, for sqrt")]
    public void ACellThatIsNoNumberIsNamed(string transform, string cell, string fault) => Assert.Equal(
        $"air.csv, row 2, column 'CO' is {fault}.",
        Assert.Throws<InputException>(() => Transformed(transform, "1", cell)).Message);

    [Fact]
    public void TextAfterAThousandNumbersIsNamed()
    {
        string[] cells = [.. Enumerable.Range(0, 1000).Select(number => $"{number}"), "", "much"];

        Assert.Equal(
            "air.csv, row 1002, column 'CO' is 'much'; expected a number.",
            Assert.Throws<InputException>(() => Read(kind: null, cells)).Message);
        Assert.Equal(ColumnKind.Category, Read(ColumnKind.Category, cells).Kind);
    }

    [Fact]
    public void AnUnknownTransformIsNamed() => Assert.Equal(
        "transform is 'ln'; expected one of none, log, log1p, sqrt.",
        Assert.Throws<InputException>(() => Transform.Named("ln")).Message);

    private static ColumnValues Read(ColumnKind? kind, params string[] cells) =>
        Filled(new ColumnValues("air.csv", "CO", kind), cells);

    private static ColumnValues Transformed(string transform, params string[] cells) => Filled(
        new ColumnValues("air.csv", "CO", ColumnKind.Number) { Transform = Transform.Named(transform) }, cells);

    private static ColumnValues Filled(ColumnValues column, string[] cells)
    {
        foreach (var cell in cells)
        {
            column.Add(cell);
        }

        column.Complete();
        return column;
    }
}
