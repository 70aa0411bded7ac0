using Mas.Reports.Words;

namespace Mas.Tests.Reports;

public class LossWordsTests
{
    [Theory]
    [InlineData(0.2, 0.2, "0.200 (wanted 0.200)")]
    [InlineData(0.3, 0.2, "0.300 (wanted 0.200, missed)")]
    [InlineData(double.NaN, 0.2, "not a number (wanted 0.200, missed)")]
    [InlineData(null, 0.2, "– (wanted 0.200, not measured)")]
    [InlineData(0.3, null, "0.300")]
    [InlineData(null, null, "–")]
    public void ALossThatWasNotMeasuredHasNotReachedWhatIsWanted(double? loss, double? wanted, string expected) =>
        Assert.Equal(expected, LossWords.Beside(loss, wanted));
}
