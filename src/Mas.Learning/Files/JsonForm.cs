using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mas.Learning.Files;

/// <summary>
/// Whether JSON has the form of a type: every key known, none missing, none listed twice, values of the right kind.
/// What is known comes from the type's metadata, so that there is no second list of keys.
/// </summary>
public static class JsonForm
{
    private const int LongestName = 64;
    private const int LongestValue = 40;

    /// <summary>
    /// Everything that is wrong, a sentence each, in the order of the text; each names the key by its path.
    /// </summary>
    /// <param name="value">The value, from JSON in which repeated keys were allowed.</param>
    /// <param name="type">The type it is to be read as.</param>
    /// <param name="defaults">Whether keys may be missing.</param>
    public static IReadOnlyList<string> Faults(JsonElement value, JsonTypeInfo type, bool defaults = false)
    {
        ArgumentNullException.ThrowIfNull(type);
        var faults = new List<string>();
        Check("", value, type, defaults, faults);
        return faults;
    }

    private static void Check(string path, JsonElement value, JsonTypeInfo type, bool defaults, List<string> faults)
    {
        if (Expected(value, type) is { } expected)
        {
            faults.Add($"{(path.Length > 0 ? path : "The document")} is {Shown(value)}; expected {expected}.");
            return;
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(path, value, type, defaults, faults);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckRepeats(path, value, faults);
                foreach (var entry in value.EnumerateObject())
                {
                    CheckElement(Inside(path, entry.Name), entry.Value, type, defaults, faults);
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                foreach (var (index, element) in value.EnumerateArray().Index())
                {
                    CheckElement($"{path}[{index}]", element, type, defaults, faults);
                }

                break;
        }
    }

    private static void CheckObject(
        string path, JsonElement value, JsonTypeInfo type, bool defaults, List<string> faults)
    {
        CheckRepeats(path, value, faults);

        // A key that the type only writes is not one that it reads; what form a value has is for a converter of its own.
        var known = type.Properties.Where(
            property => property.Set is not null || property.AssociatedParameter is not null)
            .ToDictionary(property => property.Name);
        foreach (var entry in value.EnumerateObject())
        {
            var place = Inside(path, entry.Name);
            if (!known.TryGetValue(entry.Name, out var property))
            {
                faults.Add(KnownNames.Unknown(place, Shown(entry.Name), [.. known.Keys]));
            }
            else if (property.CustomConverter is null
                && (entry.Value.ValueKind != JsonValueKind.Null || !TakesNull(property, type.Options)))
            {
                Check(place, entry.Value, type.Options.GetTypeInfo(property.PropertyType), defaults, faults);
            }
        }

        if (!defaults)
        {
            faults.AddRange(
                known.Values.Where(property => property.IsRequired && !value.TryGetProperty(property.Name, out _))
                .Select(property => $"{Inside(path, property.Name)} is missing."));
        }
    }

    // Null stands in the place of an element only where a number may be unknown.
    private static void CheckElement(
        string path, JsonElement value, JsonTypeInfo type, bool defaults, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Null || Nullable.GetUnderlyingType(type.ElementType!) is null)
        {
            Check(path, value, type.Options.GetTypeInfo(type.ElementType!), defaults, faults);
        }
    }

    private static void CheckRepeats(string path, JsonElement value, List<string> faults) =>
        faults.AddRange(value.EnumerateObject().CountBy(entry => entry.Name).Where(count => count.Value > 1)
            .Select(count => $"{Inside(path, count.Key)} is listed more than once."));

    private static bool TakesNull(JsonPropertyInfo property, JsonSerializerOptions options) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : property.IsSetNullable || !options.RespectNullableAnnotations;

    /// <summary>What the value should be, or null if its kind is right or is checked elsewhere.</summary>
    private static string? Expected(JsonElement value, JsonTypeInfo type)
    {
        var kind = value.ValueKind;
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var named = type.Options.NumberHandling.HasFlag(JsonNumberHandling.AllowNamedFloatingPointLiterals);
        return type.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary =>
                kind == JsonValueKind.Object ? null : "an object, {...}",
            JsonTypeInfoKind.Enumerable => kind == JsonValueKind.Array ? null : "a list, [...]",
            _ when plain == typeof(string) => kind == JsonValueKind.String ? null : "text",
            _ when plain == typeof(bool) => kind is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
            _ when plain == typeof(double) || plain == typeof(float) =>
                kind == JsonValueKind.Number || (named && kind == JsonValueKind.String) ? null : "a number",
            _ when plain == typeof(int) =>
                kind == JsonValueKind.Number && value.TryGetInt32(out _) ? null : "a whole number",
            _ when plain == typeof(long) =>
                kind == JsonValueKind.Number && value.TryGetInt64(out _) ? null : "a whole number",
            _ when plain == typeof(ulong) =>
                kind == JsonValueKind.Number && value.TryGetUInt64(out _) ? null : "a whole number of 0 or more",
            _ => null,
        };
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ when value.GetRawText() is { Length: > LongestValue } text => text[..LongestValue] + "...",
        _ => value.GetRawText(),
    };

    private static string Inside(string path, string name) => path.Length > 0 ? $"{path}.{Shown(name)}" : Shown(name);

    // A document may come from anyone: its names must fit a sentence of a log.
    private static string Shown(string name) => PlainText.Of(string.Concat(name.Take(LongestName)));
}
