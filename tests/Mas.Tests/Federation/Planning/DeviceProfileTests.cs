using Mas.Federation.Planning;

namespace Mas.Tests.Federation.Planning;

public class DeviceProfileTests
{
    private static readonly DeviceProfile _device = new("board", 1e9, 10, 1000, 100, 50, "");

    // Two rounds of three clients each: 60 bytes down and up an order.
    private static readonly StageCost _stage = new("sd", "sd", 2, 6, 48, 12e9, 5e9, 360, 360, 900);

    [Fact]
    public void ARoundWaitsForItsSlowestClient() =>
        Assert.Equal(5 + (2 * ((60 / 100.0) + (60 / 50.0))), _device.Seconds(_stage), 1e-12);

    [Fact]
    public void EveryClientDrawsPowerWhileItWorks() =>
        Assert.Equal(10 * (12 + (6 * ((60 / 100.0) + (60 / 50.0)))), _device.Joules(_stage), 1e-12);

    [Fact]
    public void AMethodNoDeviceHoldsIsRefusedWithTheGroupAndTheLargest()
    {
        var plan = new MethodPlan("all-in-one", TestCatalogue.Options, [[_stage with { MemoryBytes = 3_000_000 }]]);

        Assert.Null(plan.Refusal([_device, _device with { MemoryBytes = 3_000_000 }]));
        Assert.Equal(
            "all-in-one fits no device: training the group sd needs 3 MB, and the largest device, large, has 2 MB. A "
                + "smaller --batch or --image-size needs less.",
            plan.Refusal([_device, _device with { Name = "large", MemoryBytes = 2_000_000 }]));
    }
}
