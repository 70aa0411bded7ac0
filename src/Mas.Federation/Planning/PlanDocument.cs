using Mas.Federation.Ledgers;

namespace Mas.Federation.Planning;

/// <summary>A plan for people and programs: every method asked for, here and on every device.</summary>
/// <param name="Devices">The devices.</param>
/// <param name="Methods">The methods, in the order asked for.</param>
/// <param name="EnergySource">Where the joules of this machine come from.</param>
public sealed record PlanDocument(
    IReadOnlyList<DeviceProfile> Devices, IReadOnlyList<PlannedMethod> Methods, EnergySource EnergySource)
{
    /// <summary>Works a plan out.</summary>
    /// <param name="plans">What the methods take.</param>
    /// <param name="baseline">What one-by-one takes.</param>
    /// <param name="devices">The devices; at least one.</param>
    /// <param name="here">What work takes on this machine.</param>
    public static PlanDocument Of(
        IReadOnlyList<MethodPlan> plans, MethodPlan baseline, IReadOnlyList<DeviceProfile> devices, Calibration here) =>
        new(devices, [.. plans.Select(plan => Of(plan, baseline, devices, here))], here.Source);

    private static PlannedMethod Of(
        MethodPlan plan, MethodPlan baseline, IReadOnlyList<DeviceProfile> devices, Calibration here) => new(
            plan.Name, plan.Flops, plan.BytesDown, plan.BytesUp, plan.MemoryBytes,
            plan.Sum(here.CpuSeconds), plan.Sum(here.Seconds), plan.Sum(here.Joules),
            plan.Flops.Mean / baseline.Flops.Mean, plan.Sum(here.CpuSeconds).Mean / baseline.Sum(here.CpuSeconds).Mean,
            [.. devices.Select(device => new PlannedDevice(
                device.Name, plan.Draws.Any(stages => stages.All(device.Holds)), plan.Sum(device.Seconds),
                plan.Sum(device.Joules)))],
            plan.Refusal(devices));
}
