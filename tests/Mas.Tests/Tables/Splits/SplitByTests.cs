using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Tables.Splits;

namespace Mas.Tests.Tables.Splits;

public class SplitByTests
{
    [Theory]
    [InlineData("row")]
    [InlineData("group:patient")]
    [InlineData("given:split")]
    [InlineData("week")]
    [InlineData("day:measured: at")]
    public void WhatIsWrittenIsRead(string text) => Assert.Equal(text, SplitBy.Parse("split-by", text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("group")]
    [InlineData("group:")]
    [InlineData("row:x")]
    [InlineData("year")]
    public void AnotherTextIsNamed(string text) => Assert.Equal(
        $"--split-by is '{text}'; expected row, group:COLUMN, given:COLUMN, or day, week or month, with :COLUMN "
        + "where there are several dates.",
        Assert.Throws<InputException>(() => SplitBy.Parse("--split-by", text)).Message);

    [Fact]
    public void OfEachTwentyUnitsAsManyAreHeldOutAsTheFractionsSay()
    {
        var split = new SplitBy(SplitUnit.Week) { TestFraction = 0.2 }.Counted("");

        for (var first = -40; first < 100; first += 20)
        {
            var cycle = Enumerable.Range(first, 20).Select(unit => split(unit)).ToArray();
            Assert.Equal((4, 2), (cycle.Count(of => of == Split.Test), cycle.Count(of => of == Split.Validation)));
        }
    }

    [Fact]
    public void TheSplitDependsOnTheClientAlone()
    {
        var rows = new SplitBy(SplitUnit.Row);

        Assert.Equal(First(rows.Counted("a")), First(rows.Counted("a")));
        Assert.NotEqual(First(rows.Counted("a")), First(rows.Counted("b")));

        static Split[] First(Func<long, Split> split) => [.. Enumerable.Range(0, 100).Select(row => split(row))];
    }

    [Fact]
    public void AWeekLastsFromMondayToSunday()
    {
        var weeks = new SplitBy(SplitUnit.Week);
        var monday = (new DateTime(2024, 1, 1) - new DateTime(2000, 1, 1)).TotalDays;

        Assert.Equal(weeks.BlockOf(monday), weeks.BlockOf(monday + 6.99));
        Assert.Equal(weeks.BlockOf(monday) + 1, weeks.BlockOf(monday + 7));
        Assert.Equal(weeks.BlockOf(monday) - 1, weeks.BlockOf(monday - 0.01));
        Assert.Equal(-1, new SplitBy(SplitUnit.Month).BlockOf(-1));
        Assert.Equal(-1, new SplitBy(SplitUnit.Day).BlockOf(-0.5));
    }

    [Fact]
    public void AboutAsManyGroupsAreHeldOutAsTheFractionsSay()
    {
        var splits = Enumerable.Range(0, 1000).Select(group => new SplitBy(SplitUnit.Group, "g").OfGroup($"{group}"));

        var counts = splits.CountBy(split => split).ToDictionary();

        Assert.InRange(counts[Split.Test], 70, 130);
        Assert.InRange(counts[Split.Validation], 70, 130);
    }
}
