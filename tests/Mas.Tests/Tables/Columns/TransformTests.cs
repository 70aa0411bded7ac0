using Mas.Tables.Columns;

namespace Mas.Tests.Tables.Columns;

public class TransformTests
{
    [Theory]
    [InlineData("none", -3.5)]
    [InlineData("log", 12.25)]
    [InlineData("log1p", 0)]
    [InlineData("log1p", 41.5)]
    [InlineData("sqrt", 7)]
    public void ATransformIsUndone(string name, double number)
    {
        var transform = Transform.Named(name);

        Assert.Equal(number, transform.Undo(transform.Of(number)), 1e-9);
    }

    [Fact]
    public void ARootBelowZeroStandsForZero() => Assert.Equal(0, Transform.Named("sqrt").Undo(-0.5));
}
