using System.Runtime.InteropServices;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Checkpoints;

/// <summary>
/// Checkpoints of Mas: named tensors in the safetensors format, which holds data only, never code. Mas writes float32
/// with four-dimensional shapes, and which tensors are running statistics; it reads its own and others' float32 files of
/// up to four dimensions.
/// </summary>
public static class SafetensorsFile
{
    /// <summary>What the metadata <c>format</c> of a checkpoint says: its tensors lie as the engine lays them.</summary>
    public const string Format = "mas";

    /// <summary>The name of the metadata that says who lays tensors so.</summary>
    public const string FormatName = "format";

    private const string StatisticsName = "statistics";
    private const int MostSizes = 4;
    private const long MostBytes = int.MaxValue * (long)sizeof(float);

    /// <summary>Bytes <see cref="Write"/> produces for a layout; what a model costs on the wire.</summary>
    public static long Length(TensorLayout layout) =>
        Header(layout).ToBytes().Length + ((long)layout.Count * sizeof(float));

    /// <summary>Writes all tensors.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream stream, NamedTensors tensors)
    {
        stream.Write(Header(tensors.Layout).ToBytes());
        stream.Write(MemoryMarshal.AsBytes(tensors.Values));
    }

    /// <summary>Reads all tensors.</summary>
    /// <exception cref="InvalidDataException">
    /// The stream does not hold a safetensors file Mas can read; says why.
    /// </exception>
    public static NamedTensors Read(Stream stream)
    {
        var header = SafetensorsHeader.Read(stream);
        if (header.DataBytes > MostBytes)
        {
            throw new InvalidDataException(
                $"The tensors take {header.DataBytes} bytes; at most {MostBytes} can be held.");
        }

        var statistics = header.Metadata.GetValueOrDefault(StatisticsName, "").Split(' ').ToHashSet();
        var tensors = new NamedTensors(new TensorLayout(header.Entries.Select(entry => (
            entry.Name, ShapeOf(entry),
            statistics.Contains(entry.Name) ? ParameterRole.Statistic : ParameterRole.Weight))));
        try
        {
            // A file of another writer may order its tensors otherwise; the file's order is the order of the data.
            foreach (var entry in header.Entries)
            {
                entry.Fill(stream, tensors[entry.Name]);
            }

            SafetensorsHeader.CheckEnd(stream);
            return tensors;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    private static SafetensorsHeader Header(TensorLayout layout) => new(
        new Dictionary<string, string>
        {
            [FormatName] = Format,
            [StatisticsName] = string.Join(' ', layout.Slots
                .Where(slot => slot.Role == ParameterRole.Statistic).Select(slot => slot.Name)),
        },
        SafetensorsEntry.InOrder(layout.Slots.Select(slot => (
            slot.Name,
            (IReadOnlyList<int>)[slot.Shape.Batch, slot.Shape.Height, slot.Shape.Width, slot.Shape.Channels]))));

    private static Shape ShapeOf(SafetensorsEntry entry)
    {
        entry.CheckType();
        if (entry.Sizes.Count > MostSizes)
        {
            throw new InvalidDataException(
                $"Tensor '{entry.Name}' has shape {entry.Shape}; expected at most {MostSizes} sizes.");
        }

        int[] sizes = [.. Enumerable.Repeat(1, MostSizes - entry.Sizes.Count), .. entry.Sizes];
        return new Shape(sizes[0], sizes[1], sizes[2], sizes[3]);
    }
}
