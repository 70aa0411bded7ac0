using Mas.Federation.Ledgers;

namespace Mas.Tests.Federation.Ledgers;

public class CarbonTests
{
    [Theory]
    [InlineData(3.6e6, 480, 480)]
    [InlineData(1.8e6, 30, 15)]
    [InlineData(0, 480, 0)]
    [InlineData(75, 0, 0)]
    public void AKilowattHourIsThreePointSixMillionJoules(double joules, double intensity, double grams) =>
        Assert.Equal(grams, Carbon.Grams(joules, intensity), 1e-12);

    [Theory]
    [InlineData(75, 480, "10 mg CO2 at 480 g/kWh")]
    [InlineData(3.6e6, 480, "480 g CO2 at 480 g/kWh")]
    [InlineData(36e6, 380.6, "3.81 kg CO2 at 380.6 g/kWh")]
    [InlineData(0, 480, "0 mg CO2 at 480 g/kWh")]
    public void PeopleReadItWithTheIntensity(double joules, double intensity, string expected) =>
        Assert.Equal(expected, Quantity.Carbon(joules, intensity));
}
