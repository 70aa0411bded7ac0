using Mas.Federation.Planning;
using Mas.Learning;

namespace Mas.Tests.Federation.Planning;

public sealed class DeviceFileTests : IDisposable
{
    private const string Good =
        "\"operationsPerSecond\":1e9,\"watts\":2,\"memoryBytes\":3,\"downBytesPerSecond\":4,\"upBytesPerSecond\":5";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MasBringsABoardAPhoneALaptopAndAnAcceleratorWithSources()
    {
        var devices = DeviceFile.Read(null);

        Assert.Equal(
            ["Raspberry Pi 5", "phone", "laptop", "Jetson Orin Nano"], devices.Select(device => device.Name));
        Assert.All(devices, device => Assert.NotEmpty(device.Source));
    }

    [Fact]
    public void AFileOfOnesOwnTakesTheirPlace()
    {
        var device = Assert.Single(Read($$"""{"devices":[{"name":"a",{{Good}}}]}"""));

        Assert.Equal(new DeviceProfile("a", 1e9, 2, 3, 4, 5, ""), device);
    }

    [Theory]
    [InlineData("no json", " is not the expected JSON, line 1: ")]
    [InlineData("{}", ": devices is missing.")]
    [InlineData("""{"devices":[]}""", ": devices is empty; it must list at least one device.")]
    [InlineData("""{"devices":[1]}""", ": devices[0] is 1; expected an object, {...}.")]
    [InlineData("""{"devices":[{GOOD}]}""", ": devices[0].name is missing.")]
    [InlineData("""{"devices":[{"name":"a",GOOD},{"name":"a",GOOD}]}""",
        ": The device a is listed more than once; give each a name of its own.")]
    [InlineData("""{"devices":[{"name":"a\nb",GOOD}]}""", ": devices[0].name is 'a\\u000Ab'; expected text on one")]
    [InlineData("""{"devices":[{"name":"a",GOOD,"source":"\u001b"}]}""", ": devices[0].source is '\\u001B'; expected")]
    [InlineData("""{"devices":[{"name":"a",GOOD,"color":1}]}""",
        ": devices[0].color is unknown; expected one of name, operationsPerSecond, ")]
    [InlineData("""{"devices":[{"name":"a",GOOD,"wats":1}]}""", ": devices[0].wats is unknown; did you mean watts?")]
    [InlineData("""{"devices":[{"name":"a",GOOD,"watts":1}]}""", ": devices[0].watts is listed more than once.")]
    [InlineData("""{"devices":[{"name":"a",GOOD}],"x":1}""", ": x is unknown; expected one of devices.")]
    public void AFaultNamesFileAndDevice(string content, string expected)
    {
        var fault = Assert.Throws<InputException>(
            () => Read(content.Replace("GOOD", Good, StringComparison.Ordinal))).Message;

        Assert.StartsWith(_folder["devices.json"], fault);
        Assert.Contains(expected, fault);
    }

    [Theory]
    [InlineData("\"watts\":2", "\"watts\":-2", "devices[0].watts of a is -2; it must be a finite number above 0.")]
    [InlineData("\"watts\":2", "\"watts\":0", "devices[0].watts of a is 0; it must be a finite number above 0.")]
    [InlineData("\"watts\":2", "\"watts\":1e999",
        "devices[0].watts of a is Infinity; it must be a finite number above 0.")]
    [InlineData("\"watts\":2", "\"watts\":\"NaN\"", "devices[0].watts is \"NaN\"; expected a number.")]
    [InlineData("\"watts\":2,", "", "devices[0].watts is missing.")]
    public void AFigureThatIsMissingOrOutOfRangeIsNamed(string right, string wrong, string expected)
    {
        var figures = Good.Replace(right, wrong, StringComparison.Ordinal);

        var fault = Assert.Throws<InputException>(
            () => Read($$"""{"devices":[{"name":"a",{{figures}}}]}""")).Message;

        Assert.Equal($"{_folder["devices.json"]}: {expected}", fault);
    }

    [Fact]
    public void AFileThatIsNotThereIsNamed() =>
        Assert.Contains(_folder["none"], Assert.Throws<InputException>(() => DeviceFile.Read(_folder["none"])).Message);

    private IReadOnlyList<DeviceProfile> Read(string content)
    {
        _folder.Write("devices.json", content);
        return DeviceFile.Read(_folder["devices.json"]);
    }
}
