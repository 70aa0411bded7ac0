using Mas.Learning;

namespace Mas.Tests.Learning;

public class PluralTests
{
    [Theory]
    [InlineData(0, "0 rounds")]
    [InlineData(1, "1 round")]
    [InlineData(2, "2 rounds")]
    [InlineData(12345, "12345 rounds")]
    public void TheNounFollowsTheCount(long count, string expected) =>
        Assert.Equal(expected, Plural.Of(count, "round"));

    [Theory]
    [InlineData(0, "0 losses")]
    [InlineData(1, "1 loss")]
    [InlineData(2, "2 losses")]
    public void APluralOfItsOwnIsGiven(long count, string expected) =>
        Assert.Equal(expected, Plural.Of(count, "loss", "losses"));

    [Theory]
    [InlineData(3, 1, "round 3")]
    [InlineData(3, 2, "rounds 3 to 4")]
    public void ASpanOfOneIsOne(int first, int count, string expected) =>
        Assert.Equal(expected, Plural.Span("round", first, count));
}
