using System.Text.Json;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Runs;

/// <summary>How long the vectors of categories are.</summary>
public class EmbeddingWidthTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("auto")]
    [InlineData("7")]
    public void WhatIsWrittenIsReadBack(string text)
    {
        Assert.True(EmbeddingWidth.TryParse(text, out var width));

        Assert.Equal(text, width.ToString());
        Assert.Equal(width, JsonSerializer.Deserialize<EmbeddingWidth>(JsonSerializer.Serialize(width)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Auto")]
    [InlineData("7.5")]
    public void OtherTextsAreNoWidth(string text)
    {
        Assert.False(EmbeddingWidth.TryParse(text, out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EmbeddingWidth>(JsonSerializer.Serialize(text)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 4)]
    [InlineData(99, 50)]
    [InlineData(5001, 50)]
    public void AutoIsHalfOfTheCategoriesAndAtMost50(int categories, int expected) =>
        Assert.Equal(expected, EmbeddingWidth.Auto.Of(categories));

    [Fact]
    public void ANumberIsTheSameForEveryColumn() => Assert.Equal(7, new EmbeddingWidth(7).Of(3));

    [Fact]
    public void NoneHasNoWidth() => Assert.Throws<InvalidOperationException>(() => EmbeddingWidth.None.Of(3));
}
