using Mas.Device.Limits;

namespace Mas.Tests.Device.Limits;

public sealed class PowerSupplyTests : IDisposable
{
    private readonly PowerFolder _power = new();

    [Fact]
    public void AMachineWithoutABatteryRunsOnTheMains()
    {
        _power.Has("AC", ("type", "Mains"), ("online", "1"))
            .Has("mouse", ("type", "Battery"), ("scope", "Device"), ("status", "Discharging"), ("capacity", "3"));

        Assert.Equal(new PowerState(false, null), _power.Supply.Now);
        Assert.Equal(new PowerState(false, null), new PowerSupply("/nowhere/at/all").Now);
    }

    [Theory]
    [InlineData("Discharging", true)]
    [InlineData("Charging", false)]
    [InlineData("Full", false)]
    public void ABatteryTellsWhetherItIsUsedAndWhatItHolds(string status, bool onBattery)
    {
        _power.Battery(status, 42);

        Assert.Equal(new PowerState(onBattery, 42), _power.Supply.Now);
    }

    [Fact]
    public void OfSeveralBatteriesTheMeanCountsAndWhatCannotBeReadDoesNot()
    {
        _power.Battery("Discharging", 20).Battery("Unknown", 80, "BAT1")
            .Has("BAT2", ("type", "Battery"), ("status", "Unknown"), ("capacity", "?"));

        Assert.Equal(new PowerState(true, 50), _power.Supply.Now);
    }

    public void Dispose() => _power.Dispose();
}
