namespace Mas.Device.Limits;

/// <summary>What a device runs on.</summary>
/// <param name="OnBattery">Whether it is a battery's charge that it uses.</param>
/// <param name="Percent">What its batteries hold, the mean of them; null = it has none, or they do not tell.</param>
internal readonly record struct PowerState(bool OnBattery, double? Percent);
