using Mas.Learning;

namespace Mas.Tests.Learning;

public class PlainTextTests
{
    [Theory]
    [InlineData("house 12 (b)")]
    [InlineData("H\u00e4user \u5bb6 \u06a9\u062a\u0627\u0628\u200c\u062e\u0627\u0646\u0647")]
    [InlineData("")]
    public void WhatShowsAsItIsWrittenIsLeftAlone(string text)
    {
        Assert.True(PlainText.Is(text));
        Assert.Same(text, PlainText.Of(text));
    }

    [Theory]
    [InlineData("a\nb", @"a\u000Ab")]
    [InlineData("a\tb\r", @"a\u0009b\u000D")]
    [InlineData("\u001b[2Ja", @"\u001B[2Ja")]
    [InlineData("a\u2028b\u2029", @"a\u2028b\u2029")]
    [InlineData("\u202ea\u2066", @"\u202Ea\u2066")]
    public void WhatWouldBreakALineIsWrittenOut(string text, string expected)
    {
        Assert.False(PlainText.Is(text));
        Assert.Equal(expected, PlainText.Of(text));
        Assert.True(PlainText.Is(expected));
    }

    [Fact]
    public void AFaultSaysWhatWasFoundAndWhatIsExpected()
    {
        Assert.Null(PlainText.Fault("name", "house"));
        Assert.Equal($@"name is 'a\u000Ab'; expected {PlainText.Rule}.", PlainText.Fault("name", "a\nb"));
        Assert.Equal($"name is empty; expected {PlainText.Rule}.", PlainText.Fault("name", " "));
    }

    [Fact]
    public void ASentenceIsOnOneLineAndNotTooLong() =>
        Assert.Equal(@"It fails: \u001Bno", PlainText.Sentence("It fails:\r\n\u001bnonsense", 18));
}
