using Mas.Device.Limits;
using Mas.Federation.Ledgers;
using Mas.Tests.Federation;

namespace Mas.Tests.Device.Limits;

public sealed class DailyUsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PowerFolder _power = new();
    private readonly TestClock _clock = new();

    [Fact]
    public void EachLimitIsADaysAndHasItsSentence()
    {
        var seconds = Book(new OwnLimits { SecondsADay = 60 });
        Assert.Null(seconds.Rests);
        seconds.Add(60, 2, 5);

        Assert.Equal(
            "It has given 60 seconds today, its owner's limit is 60; it resumes at midnight UTC.", seconds.Rests);
        Assert.Contains("14 joules today, its owner's limit is 10", Book(new OwnLimits { JoulesADay = 10 }).Rests);
        Assert.Contains("5 bytes today, its owner's limit is 5", Book(new OwnLimits { BytesADay = 5 }).Rests);
        Assert.Null(Book(new OwnLimits { SecondsADay = 61, JoulesADay = 15, BytesADay = 6 }).Rests);
        Assert.Null(Book(new OwnLimits()).Rests);
    }

    [Fact]
    public void TheNextDayBeginsWithNothingGivenAndARestartWithWhatWas()
    {
        Book(new OwnLimits()).Moved(7);
        var book = Book(new OwnLimits { BytesADay = 7 });
        Assert.Equal(7, book.Today.Bytes);
        Assert.NotNull(book.Rests);

        _clock.Now = _clock.Now.AddDays(1);

        Assert.Null(book.Rests);
        Assert.Equal(DayUse.Of(DateOnly.FromDateTime(_clock.Now.UtcDateTime)), book.Today);
    }

    [Fact]
    public void WorkCountsItsSecondsAndTheEnergyOfTheLedger()
    {
        var book = Book(new OwnLimits());
        using (book.Begin())
        {
            Assert.Equal(0, book.Today.Seconds);
            _clock.Now = _clock.Now.AddSeconds(2);
        }

        Assert.Equal(2, book.Today.Seconds);
        book.Add(0, 3, 0);
        Assert.True(book.Today.Joules >= 3 * EnergyMeter.WattsPerCore);
    }

    [Theory]
    [InlineData("Discharging", 29, 30, true)]
    [InlineData("Discharging", 30, 30, false)]
    [InlineData("Discharging", 100, 100, true)]
    [InlineData("Discharging", 1, 0, false)]
    [InlineData("Charging", 1, 30, false)]
    [InlineData("Charging", 1, 100, false)]
    public void ABatteryIsSpared(string status, int percent, int least, bool rests)
    {
        _power.Battery(status, percent);
        var book = Book(new OwnLimits { MinBattery = least });

        Assert.Equal(rests, book.Weak is not null);
        Assert.Equal(book.Weak, book.Rests);
    }

    [Fact]
    public void ADamagedFileIsADayThatBeginsAnew()
    {
        File.WriteAllText(_folder[DailyUsage.FileName], "{");

        Assert.Equal(0, Book(new OwnLimits()).Today.Bytes);
    }

    public void Dispose()
    {
        _power.Dispose();
        _folder.Dispose();
    }

    private DailyUsage Book(OwnLimits limits) => new(_folder.Path, limits, _power.Supply, _clock);
}
