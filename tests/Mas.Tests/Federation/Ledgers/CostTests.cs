using Mas.Federation.Ledgers;

namespace Mas.Tests.Federation.Ledgers;

public class CostTests
{
    private static readonly Cost _one = new()
    {
        WallSeconds = 1,
        CpuSeconds = 2,
        TrainFlops = 3e18,
        BytesDown = 4,
        BytesUp = 5,
        EnergyJoules = 6,
        EnergySource = EnergySource.Rapl,
        ProbeSeconds = 7,
    };

    [Fact]
    public void CostsAddUpFieldByField()
    {
        var expected = new Cost
        {
            WallSeconds = 3,
            CpuSeconds = 6,
            TrainFlops = 9e18,
            BytesDown = 12,
            BytesUp = 15,
            EnergyJoules = 18,
            EnergySource = EnergySource.Rapl,
            ProbeSeconds = 21,
        };
        Assert.Equal(expected, Cost.Sum([_one, _one, _one]));
        Assert.Equal(_one, expected.Share(3));
        Assert.Equal(_one, _one + Cost.Zero);
        Assert.Equal(_one, Cost.Zero + _one);
    }

    [Theory]
    [InlineData(EnergySource.Rapl, EnergySource.Estimate, EnergySource.Estimate)]
    [InlineData(EnergySource.Battery, EnergySource.Rapl, EnergySource.Battery)]
    [InlineData(EnergySource.Rapl, EnergySource.Rapl, EnergySource.Rapl)]
    public void ASumIsAsSureAsItsLeastSurePart(EnergySource left, EnergySource right, EnergySource sum) =>
        Assert.Equal(sum, (_one with { EnergySource = left } + _one with { EnergySource = right }).EnergySource);
}
