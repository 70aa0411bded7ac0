using System.Globalization;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Federation.Planning;

/// <summary>Device profiles: those that come with Mas, or those of a file; docs/reference/devices.md has the format.</summary>
/// <param name="Devices">The profiles; at least one.</param>
public sealed record DeviceFile(IReadOnlyList<DeviceProfile> Devices)
{
    private const string Brought = "devices.json";

    /// <summary>The profiles of a file, or those Mas brings.</summary>
    /// <param name="path">The file; null = those Mas brings.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, or something in it is wrong; every fault names file, device and field.
    /// </exception>
    public static IReadOnlyList<DeviceProfile> Read(string? path)
    {
        if (path is null)
        {
            using var brought = typeof(DeviceFile).Assembly.GetManifestResourceStream(Brought)!;
            return WrittenJson.Read(brought, Brought, PlanJson.Default.DeviceFile, file => file.Faults()).Devices;
        }

        return string.IsNullOrWhiteSpace(path)
            ? throw new InputException("--devices is empty; give a file, or leave the option out.")
            : WrittenJson.Read(path, PlanJson.Default.DeviceFile, file => file.Faults()).Devices;
    }

    private IEnumerable<string> Faults()
    {
        if (Devices.Count == 0)
        {
            yield return "devices is empty; it must list at least one device.";
        }

        foreach (var (index, device) in Devices.Index())
        {
            if (PlainText.Fault($"devices[{index}].name", device.Name) is { } fault)
            {
                yield return fault;
            }

            if (!PlainText.Is(device.Source))
            {
                yield return PlainText.Fault($"devices[{index}].source", device.Source)!;
            }

            foreach (var (figure, value) in device.Figures.Where(
                figure => !(figure.Value > 0 && double.IsFinite(figure.Value))))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"devices[{index}].{figure} of {device.Name} is {value}; it must be a finite number above 0.");
            }
        }

        foreach (var twice in Devices.CountBy(device => device.Name).Where(count => count.Value > 1))
        {
            yield return $"The device {twice.Key} is listed more than once; give each a name of its own.";
        }
    }
}
