using Mas.Federation.Ledgers;

namespace Mas.Tests.Federation.Ledgers;

public class QuantityTests
{
    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.44, "9.4 s")]
    [InlineData(72, "72 s")]
    [InlineData(163.4, "2 min 43 s")]
    [InlineData(180, "3 min")]
    [InlineData(5999, "1 h 40 min")]
    public void SecondsReadLikeAClock(double seconds, string expected) => Assert.Equal(expected, Quantity.Seconds(seconds));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(1500, "1.50 kB")]
    [InlineData(999_900, "1.00 MB")]
    [InlineData(123_456_789, "123 MB")]
    public void BytesAreScaledByThousands(double bytes, string expected) => Assert.Equal(expected, Quantity.Bytes(bytes));

    [Fact]
    public void OperationsAreNamedByTheirMagnitude() => Assert.Equal("3.16 trillion", Quantity.Operations(3.16e12));

    [Theory]
    [InlineData(2, 1, "\u221250 %")]
    [InlineData(1, 1.25, "+25 %")]
    [InlineData(1, 1, "±0 %")]
    [InlineData(0, 1, "–")]
    public void ChangesCarryASign(double before, double after, string expected) =>
        Assert.Equal(expected, Quantity.Change(before, after));
}
