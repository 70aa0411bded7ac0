using System.Buffers.Binary;
using System.Text.Json;

namespace Mas.Engine.Checkpoints;

/// <summary>
/// The head of a safetensors file: eight bytes of its length (little-endian), then JSON that says which tensors follow,
/// and what the writer says of them. The elements follow without gaps, in the order of <see cref="Entries"/>.
/// </summary>
/// <param name="Metadata">What the writer says, by name.</param>
/// <param name="Entries">The tensors, in the order of their elements.</param>
public sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsEntry> Entries)
{
    private const string MetadataName = "__metadata__";
    private const int LongestBytes = 16 << 20;

    /// <summary>Bytes of all elements.</summary>
    public long DataBytes => Entries is [.., var last] ? last.End : 0;

    /// <summary>
    /// Reads a header: the types are known ones, the bytes of each tensor are those of its type and sizes, and tensors
    /// neither overlap nor leave a gap.
    /// </summary>
    /// <param name="stream">The file, at its beginning; afterwards at the first element.</param>
    /// <exception cref="InvalidDataException">The header is not one, or the file ends too early; says why.</exception>
    public static SafetensorsHeader Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new InvalidDataException("The file ends before its safetensors header.");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > LongestBytes)
        {
            throw new InvalidDataException(
                $"The safetensors header claims {length} bytes; 2 to {LongestBytes} are possible.");
        }

        var text = new byte[length];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw new InvalidDataException("The file ends inside its safetensors header.");
        }

        var header = Parse(text);
        if (stream.CanSeek && header.DataBytes > stream.Length - stream.Position)
        {
            throw new InvalidDataException($"The file ends before its tensors, which take {header.DataBytes} bytes.");
        }

        return header;
    }

    /// <summary>Refuses a file that goes on, once all elements are read.</summary>
    /// <exception cref="InvalidDataException">It does.</exception>
    public static void CheckEnd(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException("The file continues after its last tensor.");
        }
    }

    /// <summary>The bytes of the header, its length included.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[sizeof(long)]);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach (var (name, text) in Metadata)
            {
                json.WriteString(name, text);
            }

            json.WriteEndObject();
            foreach (var entry in Entries)
            {
                Write(json, entry);
            }

            json.WriteEndObject();
        }

        // The format aligns the data to eight bytes with spaces after the header.
        while (buffer.Length % sizeof(long) != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        var bytes = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - sizeof(long));
        return bytes;
    }

    private static void Write(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type);
        json.WriteStartArray("shape");
        foreach (var size in entry.Sizes)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Begin);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SafetensorsHeader Parse(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var metadata = document.RootElement.TryGetProperty(MetadataName, out var said)
                ? said.EnumerateObject().ToDictionary(
                    property => property.Name,
                    property => property.Value.GetString()
                        ?? throw new FormatException($"{property.Name} in {MetadataName} is null."))
                : [];
            var entries = document.RootElement.EnumerateObject()
                .Where(property => property.Name != MetadataName)
                .Select(Entry)
                .OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)
                .ToList();
            var end = 0L;
            foreach (var entry in entries)
            {
                if (entry.Begin != end)
                {
                    throw new InvalidDataException(
                        $"Tensor '{entry.Name}' begins at byte {entry.Begin}, expected {end}.");
                }

                end = entry.End;
            }

            return new SafetensorsHeader(metadata, entries);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The safetensors header cannot be read: {fault.Message}", fault);
        }
    }

    private static SafetensorsEntry Entry(JsonProperty property)
    {
        var sizes = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
        var offsets = property.Value.GetProperty("data_offsets");
        var entry = new SafetensorsEntry(
            property.Name, property.Value.GetProperty("dtype").GetString() ?? "", sizes, offsets[0].GetInt64(),
            offsets[1].GetInt64());
        if (!SafetensorsEntry.ElementBytes.TryGetValue(entry.Type, out var elementBytes))
        {
            throw new InvalidDataException(
                $"Tensor '{entry.Name}' is of type '{entry.Type}'; expected one of "
                + $"{string.Join(", ", SafetensorsEntry.ElementBytes.Keys)}.");
        }

        if (sizes.Any(size => size < 1))
        {
            throw new InvalidDataException(
                $"Tensor '{entry.Name}' has shape {entry.Shape}; expected sizes of at least 1.");
        }

        var bytes = sizes.Aggregate((long)elementBytes, (product, size) => checked(product * size));
        return entry.End - entry.Begin == bytes
            ? entry
            : throw new InvalidDataException(
                $"Tensor '{entry.Name}' of shape {entry.Shape} spans {entry.End - entry.Begin} bytes, expected {bytes}.");
    }
}
