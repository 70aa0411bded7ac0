using Mas.Federation.Ledgers;

namespace Mas.Tests.Federation.Ledgers;

public sealed class EnergyMeterTests : IDisposable
{
    private readonly TemporaryFolder _sys = new();
    private double _processSeconds = 100;

    [Fact]
    public void WithoutCountersProcessorTimeIsTheEstimate()
    {
        var meter = Meter();
        Assert.Equal(new Energy(21, EnergySource.Estimate), meter.Since(meter.Mark(), 3));
    }

    [Fact]
    public void PackagesAddUpAndTheirPartsAreNotCountedTwice()
    {
        Rapl("intel-rapl:0", "package-0", 1_000_000);
        Rapl("intel-rapl:0:0", "core", 500_000);
        Rapl("intel-rapl:1", "package-1", 2_000_000);
        Rapl("intel-rapl:2", "psys", 9_000_000);
        var meter = Meter();
        var mark = meter.Mark();
        Rapl("intel-rapl:0", "package-0", 4_000_000);
        Rapl("intel-rapl:0:0", "core", 3_500_000);
        Rapl("intel-rapl:1", "package-1", 7_000_000);
        Rapl("intel-rapl:2", "psys", 99_000_000);
        _processSeconds += 2;

        Assert.Equal(EnergySource.Rapl, meter.Since(mark, 2).Source);
        Assert.Equal(8, meter.Since(mark, 2).Joules, 1e-12);
        Assert.Equal(2, meter.Since(mark, 0.5).Joules, 1e-12);
    }

    [Fact]
    public void ACounterThatStartedOverIsAccountedFor()
    {
        Rapl("intel-rapl:0", "package-0", 262_143_000_000);
        var meter = Meter();
        var mark = meter.Mark();
        Rapl("intel-rapl:0", "package-0", 328_850);

        // The range is 262143.328850 J: 0.328850 J to its end, as much after it.
        Assert.Equal(2 * 0.328850, meter.Since(mark, 1).Joules, 1e-9);
    }

    [Fact]
    public void ACounterThatCannotBeReadIsNoCounter()
    {
        Rapl("intel-rapl:0", "package-0", 1);
        File.Delete(_sys["class/powercap/intel-rapl:0/energy_uj"]);
        var meter = Meter();
        Assert.Equal(EnergySource.Estimate, meter.Since(meter.Mark(), 1).Source);
    }

    [Fact]
    public void ADischargingBatteryTellsWhatTheMachineUsed()
    {
        Battery("Discharging", energy: 50_000_000);
        _sys.Write("class/power_supply/hidpp/type", "Battery\n");
        _sys.Write("class/power_supply/hidpp/scope", "Device\n");
        _sys.Write("class/power_supply/AC/type", "Mains\n");
        var meter = Meter();
        var mark = meter.Mark();
        Battery("Discharging", energy: 49_990_000);
        _processSeconds += 4;

        Assert.Equal(EnergySource.Battery, meter.Since(mark, 2).Source);
        Assert.Equal(18, meter.Since(mark, 2).Joules, 1e-9);
    }

    [Fact]
    public void ABatteryThatCountsChargeIsReadAtItsDesignVoltage()
    {
        Battery("Discharging", charge: 4_000_000);
        var meter = Meter();
        var mark = meter.Mark();
        Battery("Discharging", charge: 3_999_000);

        Assert.Equal(0.001 * 11.4 * 3600, meter.Since(mark, 1).Joules, 1e-9);
    }

    [Theory]
    [InlineData("Charging", 49_990_000)]
    [InlineData("Full", 50_000_000)]
    [InlineData("Discharging", 50_000_001)]
    public void ABatteryThatIsNotEmptyingTellsNothing(string status, long energy)
    {
        Battery("Discharging", energy: 50_000_000);
        var meter = Meter();
        var mark = meter.Mark();
        Battery(status, energy: energy);
        Assert.Equal(EnergySource.Estimate, meter.Since(mark, 1).Source);
    }

    [Fact]
    public void ThisMachineHasSomeSource()
    {
        var meter = new EnergyMeter();
        Assert.True(meter.Since(meter.Mark(), 1).Joules >= 0);
    }

    public void Dispose() => _sys.Dispose();

    private EnergyMeter Meter() => new(_sys.Path, () => _processSeconds);

    private void Rapl(string domain, string name, long microjoules)
    {
        _sys.Write($"class/powercap/{domain}/name", name + "\n");
        _sys.Write($"class/powercap/{domain}/energy_uj", $"{microjoules}\n");
        _sys.Write($"class/powercap/{domain}/max_energy_range_uj", "262143328850\n");
    }

    private void Battery(string status, long? energy = null, long? charge = null)
    {
        _sys.Write("class/power_supply/BAT0/type", "Battery\n");
        _sys.Write("class/power_supply/BAT0/status", status + "\n");
        _sys.Write("class/power_supply/BAT0/voltage_min_design", "11400000\n");
        if (energy is not null)
        {
            _sys.Write("class/power_supply/BAT0/energy_now", $"{energy}\n");
        }

        if (charge is not null)
        {
            _sys.Write("class/power_supply/BAT0/charge_now", $"{charge}\n");
        }
    }
}
