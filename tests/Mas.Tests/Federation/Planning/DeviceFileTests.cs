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
    [InlineData("no json", "is not JSON")]
    [InlineData("{}", "must hold {\"devices\": [...]} with one device or more.")]
    [InlineData("""{"devices":[]}""", "must hold {\"devices\": [...]} with one device or more.")]
    [InlineData("""{"devices":[1]}""", "device number 1 is no object of fields.")]
    [InlineData("""{"devices":[{GOOD}]}""", "device number 1 has no name; give it one.")]
    [InlineData("""{"devices":[{"name":"a",GOOD},{"name":"a",GOOD}]}""", "device a stands more than once")]
    [InlineData("""{"devices":[{"name":"a",GOOD,"color":1}]}""", "device a has the field 'color', which is not known")]
    [InlineData("""{"devices":[{"name":"a",GOOD,"watts":1}]}""", "device a has watts more than once.")]
    [InlineData("""{"devices":[{"name":"a",GOOD}],"x":1}""", "has the field 'x', which is not known")]
    public void AFaultNamesFileAndDevice(string content, string expected)
    {
        var fault = Assert.Throws<InputException>(
            () => Read(content.Replace("GOOD", Good, StringComparison.Ordinal))).Message;

        Assert.StartsWith(_folder["devices.json"], fault);
        Assert.Contains(expected, fault);
    }

    [Theory]
    [InlineData("\"watts\":2", "\"watts\":-2", "has watts -2; it must be a number above 0.")]
    [InlineData("\"watts\":2", "\"watts\":0", "has watts 0; it must be a number above 0.")]
    [InlineData("\"watts\":2", "\"watts\":1e999", "has watts 1e999; it must be a number above 0.")]
    [InlineData("\"watts\":2", "\"watts\":\"NaN\"", "has watts \"NaN\"; it must be a number above 0.")]
    [InlineData("\"watts\":2,", "", "has no watts; it must be a number above 0.")]
    public void AFigureThatIsMissingOrOutOfRangeIsNamed(string right, string wrong, string expected)
    {
        var figures = Good.Replace(right, wrong, StringComparison.Ordinal);

        var fault = Assert.Throws<InputException>(
            () => Read($$"""{"devices":[{"name":"a",{{figures}}}]}""")).Message;

        Assert.Equal($"{_folder["devices.json"]}: device a {expected}", fault);
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
