using Mas.Server.Orders;

namespace Mas.Tests.Server.Orders;

public class RunSharesTests
{
    [Theory]
    [InlineData(10, 10, 50)]
    [InlineData(30, 10, 75)]
    [InlineData(1, 99, 1)]
    public void RunsAreServedByTheirWeight(int weight, int other, int expected)
    {
        var shares = new RunShares();
        shares.Join("a", weight);
        shares.Join("b", other);

        var served = Enumerable.Range(0, 100).Count(_ => Serve(shares, 3) == "a");

        Assert.InRange(served, expected - 1, expected + 1);
    }

    [Fact]
    public void ARunThatComesLaterBeginsWithTheLeastServed()
    {
        var shares = new RunShares();
        shares.Join("a", 1);
        for (var order = 0; order < 10; order++)
        {
            shares.Settle("a", shares.Charge("a"), 5);
        }

        shares.Join("b", 1);

        Assert.Equal(shares.Served("a"), shares.Served("b"));
    }

    [Fact]
    public void OrdersThatAreOutAreChargedBeforeTheyEnd()
    {
        var shares = new RunShares();
        shares.Join("a", 1);
        shares.Join("b", 1);

        var lent = Enumerable.Range(0, 8).Select(_ => Next(shares)).ToArray();

        Assert.Equal(4, lent.Count(run => run == "a"));

        static string Next(RunShares shares)
        {
            var run = Least(shares);
            shares.Charge(run);
            return run;
        }
    }

    private static string Least(RunShares shares) => new[] { "a", "b" }.MinBy(shares.Served)!;

    private static string Serve(RunShares shares, double seconds)
    {
        var run = Least(shares);
        shares.Settle(run, shares.Charge(run), seconds);
        return run;
    }
}
