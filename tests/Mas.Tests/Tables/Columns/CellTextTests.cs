using System.Globalization;
using Mas.Engine.Randomness;
using Mas.Tables.Columns;

namespace Mas.Tests.Tables.Columns;

/// <summary>Cells of the usual forms are read in fewer steps, with the bits of all others.</summary>
public class CellTextTests
{
    [Fact]
    public void ANumberHasTheBitsThatAParserGives()
    {
        var draws = new Seed(5).Stream();
        for (var round = 0; round < 20_000; round++)
        {
            var digits = string.Concat(Enumerable.Range(0, 1 + draws.Next(19)).Select(_ => (char)('0' + draws.Next(10))));
            var text = (draws.Next(3) == 0 ? "-" : "") + digits.Insert(draws.Next(digits.Length + 1), draws.Next(4) > 0 ? "." : "");

            Assert.True(CellText.TryNumber(text, out var number), text);

            Assert.Equal(
                BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)),
                BitConverter.DoubleToInt64Bits(number));
        }
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("0.0000")]
    [InlineData("000123.4500")]
    [InlineData("999999999999999")]
    [InlineData("9007199254740993")]
    [InlineData("0.1e-7")]
    [InlineData("+3.5")]
    [InlineData(" 4 ")]
    [InlineData("1.7976931348623157E308")]
    public void OddNumbersAreReadLikewise(string text)
    {
        Assert.True(CellText.TryNumber(text, out var number));

        Assert.Equal(
            BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)),
            BitConverter.DoubleToInt64Bits(number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1-2")]
    [InlineData("12a")]
    [InlineData("\u0661\u0662")]
    public void WhatIsNoNumberStaysNone(string text) => Assert.False(CellText.TryNumber(text, out _));

    [Theory]
    [InlineData("2024-02-29", "2024-02-29T00:00:00")]
    [InlineData("2024-02-29 23:59", "2024-02-29T23:59:00")]
    [InlineData("0001-01-01 00:00:07", "0001-01-01T00:00:07")]
    [InlineData("9999-12-31 12:34:56", "9999-12-31T12:34:56")]
    [InlineData("2024-02-29T23:59", "2024-02-29T23:59:00")]
    [InlineData("2024/02/29", "2024-02-29T00:00:00")]
    [InlineData("2024-02-29T23:59:00+02:00", "2024-02-29T21:59:00")]
    public void ADateIsInUniversalTime(string text, string expected)
    {
        Assert.True(CellText.TryDate(text, out var date));

        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), date);
        Assert.Equal(DateTimeKind.Utc, date.Kind);
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-10")]
    [InlineData("0000-01-01")]
    [InlineData("2024-01-01 24:00")]
    [InlineData("2024-01-01 12:60")]
    [InlineData("2024-01-01 12:30:60")]
    [InlineData("2024-01-01_12:30")]
    [InlineData("2024-01-1x")]
    public void WhatIsNoDateStaysNone(string text) => Assert.False(CellText.TryDate(text, out _));
}
