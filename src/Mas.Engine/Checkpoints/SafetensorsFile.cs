using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Checkpoints;

/// <summary>
/// Named tensors in the safetensors format: eight bytes of header length (little-endian), a JSON header, the elements.
/// It holds data only, never code. Mas writes float32 with four-dimensional shapes, and which tensors are running
/// statistics under <c>__metadata__</c>; it reads its own and others' float32 files of up to four dimensions.
/// </summary>
public static class SafetensorsFile
{
    private const string MetadataName = "__metadata__";
    private const string StatisticsName = "statistics";
    private const int LongestHeaderBytes = 16 << 20;

    /// <summary>Bytes <see cref="Write"/> produces for a layout; what a model costs on the wire.</summary>
    public static long Length(TensorLayout layout) =>
        sizeof(long) + Header(layout).Length + ((long)layout.Count * sizeof(float));

    /// <summary>Writes all tensors.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream stream, NamedTensors tensors)
    {
        var header = Header(tensors.Layout);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        stream.Write(MemoryMarshal.AsBytes(tensors.Values));
    }

    /// <summary>Reads all tensors.</summary>
    /// <exception cref="InvalidDataException">
    /// The stream does not hold a safetensors file Mas can read; says why.
    /// </exception>
    public static NamedTensors Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new InvalidDataException("The file ends before its safetensors header.");
        }

        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (headerLength is < 2 or > LongestHeaderBytes)
        {
            throw new InvalidDataException(
                $"The safetensors header claims {headerLength} bytes; 2 to {LongestHeaderBytes} are possible.");
        }

        var header = new byte[headerLength];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            throw new InvalidDataException("The file ends inside its safetensors header.");
        }

        var entries = Entries(header);
        if (stream.CanSeek && entries.Count > 0 && entries[^1].End > stream.Length - stream.Position)
        {
            throw new InvalidDataException($"The file ends before its tensors, which take {entries[^1].End} bytes.");
        }

        var tensors = new NamedTensors(
            new TensorLayout(entries.Select(entry => (entry.Name, entry.Shape, entry.Role))));
        try
        {
            // A file of another writer may order its tensors otherwise; the file's order is the order of the data.
            foreach (var entry in entries)
            {
                var target = MemoryMarshal.AsBytes(tensors[entry.Name]);
                if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
                {
                    throw new InvalidDataException($"The file ends inside tensor '{entry.Name}'.");
                }
            }

            if (stream.ReadByte() >= 0)
            {
                throw new InvalidDataException("The file continues after its last tensor.");
            }

            return tensors;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    private static byte[] Header(TensorLayout layout)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            json.WriteString("format", "mas");
            json.WriteString(StatisticsName, string.Join(' ', layout.Slots
                .Where(slot => slot.Role == ParameterRole.Statistic).Select(slot => slot.Name)));
            json.WriteEndObject();
            foreach (var slot in layout.Slots)
            {
                json.WriteStartObject(slot.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                json.WriteNumberValue(slot.Shape.Batch);
                json.WriteNumberValue(slot.Shape.Height);
                json.WriteNumberValue(slot.Shape.Width);
                json.WriteNumberValue(slot.Shape.Channels);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue((long)slot.Offset * sizeof(float));
                json.WriteNumberValue((long)(slot.Offset + slot.Shape.Count) * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // The format aligns the data to eight bytes with spaces after the header.
        while (buffer.Length % sizeof(long) != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static List<Entry> Entries(byte[] header)
    {
        try
        {
            using var document = JsonDocument.Parse(
                header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var statistics = document.RootElement.TryGetProperty(MetadataName, out var metadata)
                && metadata.TryGetProperty(StatisticsName, out var names)
                ? (names.GetString() ?? "").Split(' ').ToHashSet()
                : [];
            var entries = document.RootElement.EnumerateObject()
                .Where(property => property.Name != MetadataName)
                .Select(property => Entry.Parse(property, statistics))
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

            return end <= int.MaxValue * (long)sizeof(float)
                ? entries
                : throw new InvalidDataException(
                    $"The tensors take {end} bytes; at most {int.MaxValue * 4L} can be held.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The safetensors header cannot be read: {fault.Message}", fault);
        }
    }

    private sealed record Entry(string Name, Shape Shape, ParameterRole Role, long Begin, long End)
    {
        internal static Entry Parse(JsonProperty property, HashSet<string> statistics)
        {
            var name = property.Name;
            if (property.Value.GetProperty("dtype").GetString() is var type && type != "F32")
            {
                throw new InvalidDataException($"Tensor '{name}' is of type {type}; Mas reads F32.");
            }

            var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
            if (shape.Length > 4 || shape.Any(size => size < 1))
            {
                throw new InvalidDataException(
                    $"Tensor '{name}' has shape ({string.Join(", ", shape)}); "
                    + "up to four sizes of at least 1 can be read.");
            }

            int[] sizes = [.. Enumerable.Repeat(1, 4 - shape.Length), .. shape];
            var full = new Shape(sizes[0], sizes[1], sizes[2], sizes[3]);
            var offsets = property.Value.GetProperty("data_offsets");
            var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
            if (end - begin != (long)full.Count * sizeof(float))
            {
                throw new InvalidDataException($"Tensor '{name}' of shape {full} spans {end - begin} bytes.");
            }

            var role = statistics.Contains(name) ? ParameterRole.Statistic : ParameterRole.Weight;
            return new Entry(name, full, role, begin, end);
        }
    }
}
