using System.Runtime.InteropServices;

namespace Mas.Engine.Checkpoints;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">The name, unique in the file.</param>
/// <param name="Type">The type of the elements by the format's name, such as <c>F32</c>.</param>
/// <param name="Sizes">The sizes, each at least 1, the slowest first; empty for a scalar.</param>
/// <param name="Begin">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
public sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<int> Sizes, long Begin, long End)
{
    /// <summary>The type of all that Mas reads and writes.</summary>
    private const string Float32 = "F32";

    /// <summary>The sizes as people write them: <c>(64, 3, 3, 3)</c>.</summary>
    public string Shape => $"({string.Join(", ", Sizes)})";

    /// <summary>Bytes of one element, by type.</summary>
    internal static IReadOnlyDictionary<string, int> ElementBytes { get; } = new Dictionary<string, int>
    {
        ["F64"] = 8,
        [Float32] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["F8_E4M3"] = 1,
        ["F8_E5M2"] = 1,
        ["I64"] = 8,
        ["I32"] = 4,
        ["I16"] = 2,
        ["I8"] = 1,
        ["U64"] = 8,
        ["U32"] = 4,
        ["U16"] = 2,
        ["U8"] = 1,
        ["BOOL"] = 1,
    };

    /// <summary>The entries of float32 tensors that follow each other.</summary>
    /// <param name="tensors">Name and sizes of each.</param>
    public static IReadOnlyList<SafetensorsEntry> InOrder(
        IEnumerable<(string Name, IReadOnlyList<int> Sizes)> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (entries, end) = (new List<SafetensorsEntry>(), 0L);
        foreach (var (name, sizes) in tensors)
        {
            var begin = end;
            end += sizes.Aggregate((long)sizeof(float), (bytes, size) => checked(bytes * size));
            entries.Add(new SafetensorsEntry(name, Float32, sizes, begin, end));
        }

        return entries;
    }

    /// <summary>Refuses elements of another type than float32.</summary>
    /// <exception cref="InvalidDataException">They are; the message names the type.</exception>
    public void CheckType()
    {
        if (Type != Float32)
        {
            throw new InvalidDataException($"Tensor '{Name}' is of type {Type}; Mas reads {Float32}.");
        }
    }

    /// <summary>Reads the elements, where the stream has come to them.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="elements">As many as the sizes say, overwritten.</param>
    /// <exception cref="InvalidDataException">The file ends too early.</exception>
    public void Fill(Stream stream, Span<float> elements)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var target = MemoryMarshal.AsBytes(elements);
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw new InvalidDataException($"The file ends inside tensor '{Name}'.");
        }
    }
}
