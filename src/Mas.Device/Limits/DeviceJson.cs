using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mas.Device.Limits;

/// <summary>The small files of a device's folder; a damaged one is ignored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DayUse))]
[JsonSerializable(typeof(OwnSpeed))]
internal sealed partial class DeviceJson : JsonSerializerContext
{
    /// <summary>What a file holds; null where there is none, or it is damaged.</summary>
    internal static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
