using Mas.Learning.Files;

namespace Mas.Tests.Learning.Files;

public class KnownNamesTests
{
    private static readonly string[] _known = ["learningRate", "mergeRounds", "rounds", "seed", "mu"];

    [Theory]
    [InlineData("learning_rate", "learningRate")]
    [InlineData("LearningRate", "learningRate")]
    [InlineData("round", "rounds")]
    [InlineData("mergeRuonds", "mergeRounds")]
    [InlineData("sed", "seed")]
    [InlineData("my", "mu")]
    [InlineData("x", null)]
    [InlineData("weightDecay", null)]
    [InlineData("", null)]
    public void TheNearestNameIsTheOneWithTheFewestLettersChanged(string written, string? expected) =>
        Assert.Equal(expected, KnownNames.Nearest(written, _known));

    [Fact]
    public void OfNamesEquallyNearTheOneThatBeginsAlikeIsNearest() =>
        Assert.Equal("batch", KnownNames.Nearest("bacht", ["cache", "batch"]));

    [Fact]
    public void NearestAmongNoneIsNone()
    {
        Assert.Null(KnownNames.Nearest("a", []));
        Assert.Equal("f is unknown; nothing is expected here.", KnownNames.Unknown("f", "f", []));
    }
}
