using Mas.Wire;

namespace Mas.Tests.Wire;

public class DoublingPauseTests
{
    [Fact]
    public void PausesDoubleUpToTheLongestAndBeginAgainAfterASuccess()
    {
        var pauses = new DoublingPause(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        Assert.Equal([1, 2, 4, 5, 5], Next(5));
        pauses.Reset();
        Assert.Equal([1, 2], Next(2));

        double[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => pauses.Next().TotalSeconds)];
    }
}
