using System.Runtime.InteropServices;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Turns one map of a packed record into the numbers of training: unpacked, normalised, and mirrored where asked.
/// </summary>
/// <param name="format">The map's format.</param>
/// <param name="normalisation">What the values are normalised by; the identity for pictures and masks.</param>
internal sealed class RecordReader(MapFormat format, Normalisation normalisation)
{
    private readonly float[] _shift = [.. normalisation.Shift];
    private readonly float[] _scale = [.. normalisation.Scale];

    /// <summary>Reads one map.</summary>
    /// <param name="plane">The map's packed samples.</param>
    /// <param name="size">Rows and columns S.</param>
    /// <param name="flip">Whether to mirror the map from left to right.</param>
    /// <param name="values">(S, S, channels); overwritten.</param>
    public void Read(ReadOnlySpan<byte> plane, int size, bool flip, Span<float> values)
    {
        int channels = format.Channels, row = size * channels;
        for (var y = 0; y < size; y++)
        {
            var target = values.Slice(y * row, row);
            if (format.PackedBytes == 1)
            {
                Unpack(plane.Slice(y * row, row), target);
            }
            else
            {
                Unpack(MemoryMarshal.Cast<byte, ushort>(plane.Slice(y * row * 2, row * 2)), target, flip);
            }

            if (flip)
            {
                Mirror(target, channels);
            }
        }
    }

    private static void Mirror(Span<float> row, int channels)
    {
        if (channels == 1)
        {
            row.Reverse();
            return;
        }

        for (int left = 0, right = row.Length - channels; left < right; left += channels, right -= channels)
        {
            for (var c = 0; c < channels; c++)
            {
                (row[left + c], row[right + c]) = (row[right + c], row[left + c]);
            }
        }
    }

    private void Unpack(ReadOnlySpan<byte> samples, Span<float> row)
    {
        // Class ids and masks are numbers as they are; pictures are 0..1.
        var most = format.Kind == MapKind.Picture ? byte.MaxValue : 1f;
        for (int i = 0, c = 0; i < row.Length; i++, c = c + 1 == _shift.Length ? 0 : c + 1)
        {
            row[i] = ((samples[i] / most) - _shift[c]) / _scale[c];
        }
    }

    private void Unpack(ReadOnlySpan<ushort> samples, Span<float> row, bool flip)
    {
        var most = format.BitDepth == 8 ? ushort.MaxValue : 1f;
        var unknown = format.Kind == MapKind.Depth;

        // Mirroring a direction changes the sign of its x, which is (value - 0.5) * 2.
        var negateX = flip && format.Kind == MapKind.Normals;
        for (int i = 0, c = 0; i < row.Length; i++, c = c + 1 == _shift.Length ? 0 : c + 1)
        {
            var sample = negateX && c == 0 ? ushort.MaxValue - samples[i] : samples[i];
            row[i] = unknown && sample == MapFormat.UnknownDepth ? 0f : ((sample / most) - _shift[c]) / _scale[c];
        }
    }
}
