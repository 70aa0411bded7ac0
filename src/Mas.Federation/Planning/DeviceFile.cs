using System.Text.Json;
using Mas.Learning;

namespace Mas.Federation.Planning;

/// <summary>Reads device profiles: those Mas brings, or a file of one's own; docs/devices.md has the format.</summary>
public static class DeviceFile
{
    private const string Brought = "devices.json";

    private static readonly string[] _figures =
        ["operationsPerSecond", "watts", "memoryBytes", "downBytesPerSecond", "upBytesPerSecond"];

    /// <summary>The profiles of a file, or those Mas brings.</summary>
    /// <param name="path">The file; null = those Mas brings.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, or something in it is wrong; every fault names file, device and field.
    /// </exception>
    public static IReadOnlyList<DeviceProfile> Read(string? path)
    {
        if (path is not null && string.IsNullOrWhiteSpace(path))
        {
            throw new InputException("--devices is empty; give a file, or leave the option out.");
        }

        try
        {
            using var file = path is null
                ? typeof(DeviceFile).Assembly.GetManifestResourceStream(Brought)!
                : File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            return Parse(path ?? Brought, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path} is not JSON: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<DeviceProfile> Parse(string file, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("devices", out var list)
            || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new InputException($"{file} must hold {{\"devices\": [...]}} with one device or more.");
        }

        List<string> faults =
        [
            .. root.EnumerateObject().Where(field => field.Name != "devices")
                .Select(field => $"{file} has the field '{field.Name}', which is not known; it may have devices."),
        ];
        var devices = new List<DeviceProfile>();
        foreach (var (element, index) in list.EnumerateArray().Select((element, index) => (element, index)))
        {
            var before = faults.Count;
            var name = Name(element) ?? $"number {index + 1}";
            faults.AddRange(Faults(element).Select(fault => $"{file}: device {name} {fault}"));
            if (devices.Any(other => other.Name == name))
            {
                faults.Add($"{file}: device {name} stands more than once; give each a name of its own.");
            }
            else if (faults.Count == before)
            {
                var figures = _figures.Select(figure => element.GetProperty(figure).GetDouble()).ToArray();
                var source = element.TryGetProperty("source", out var told) ? told.GetString()! : "";
                devices.Add(new DeviceProfile(
                    name, figures[0], figures[1], figures[2], figures[3], figures[4], source));
            }
        }

        return faults.Count == 0 ? devices : throw new InputException(string.Join(Environment.NewLine, faults));
    }

    private static string? Name(JsonElement device) =>
        device.ValueKind == JsonValueKind.Object && device.TryGetProperty("name", out var name)
            && name.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(name.GetString())
            ? name.GetString() : null;

    private static IEnumerable<string> Faults(JsonElement device)
    {
        if (device.ValueKind != JsonValueKind.Object)
        {
            yield return "is no object of fields.";
            yield break;
        }

        if (Name(device) is null)
        {
            yield return "has no name; give it one.";
        }

        foreach (var figure in _figures)
        {
            if (!device.TryGetProperty(figure, out var value))
            {
                yield return $"has no {figure}; it must be a number above 0.";
            }
            else if (value.ValueKind != JsonValueKind.Number
                || !(value.GetDouble() is > 0 and < double.PositiveInfinity))
            {
                yield return $"has {figure} {value.GetRawText()}; it must be a number above 0.";
            }
        }

        foreach (var field in device.EnumerateObject())
        {
            if (field.Name == "source" && field.Value.ValueKind != JsonValueKind.String)
            {
                yield return "has a source that is no text.";
            }
            else if (field.Name is not ("name" or "source") && !_figures.Contains(field.Name))
            {
                yield return $"has the field '{field.Name}', which is not known; it may have name, "
                    + $"{string.Join(", ", _figures)} and source.";
            }
        }

        foreach (var twice in device.EnumerateObject().GroupBy(field => field.Name).Where(group => group.Count() > 1))
        {
            yield return $"has {twice.Key} more than once.";
        }
    }
}
