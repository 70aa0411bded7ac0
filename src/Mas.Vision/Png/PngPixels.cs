using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mas.Vision.Png;

/// <summary>
/// Turns a picture's stored rows into samples: as they are, or as a viewer shows them, with colors looked up in the
/// palette, small bit depths stretched, and a transparent color made an alpha channel.
/// </summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;

    // Multiplies a sample of 1, 2 or 4 bits: so that white becomes 255, or by 1.
    private readonly int _stretch = 1;

    private readonly ushort[] _palette = [];
    private readonly ushort[] _transparent = [];

    /// <summary>Prepares for one picture.</summary>
    /// <param name="header">The picture's header.</param>
    /// <param name="reading">Whether stored or shown values are wanted.</param>
    /// <param name="palette">Content of its PLTE chunk: red, green, blue a color; needed for palette pictures.</param>
    /// <param name="transparency">Content of its tRNS chunk, or nothing.</param>
    public PngPixels(
        PngHeader header, PngReading reading, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        _header = header;
        (Channels, BitDepth) = (header.StoredChannels, header.BitDepth);
        if (reading == PngReading.Stored)
        {
            return;
        }

        BitDepth = Math.Max(8, header.BitDepth);
        if (header.ColorType == 0)
        {
            _stretch = ((1 << BitDepth) - 1) / ((1 << header.BitDepth) - 1);
        }

        if (header.ColorType == PngHeader.Palette)
        {
            Channels = transparency.IsEmpty ? 3 : 4;
            _palette = new ushort[256 * Channels];
            for (var i = 0; i < 256; i++)
            {
                // An index beyond the palette is an error that readers show as black.
                for (var c = 0; c < 3; c++)
                {
                    _palette[(i * Channels) + c] = (3 * i) + c < palette.Length ? palette[(3 * i) + c] : (ushort)0;
                }

                if (Channels == 4)
                {
                    _palette[(i * Channels) + 3] = i < transparency.Length ? transparency[i] : byte.MaxValue;
                }
            }
        }
        else if (header.ColorType is 0 or 2 && transparency.Length == 2 * Channels)
        {
            // Only pictures without alpha may name a transparent color, two bytes a sample.
            _transparent = new ushort[Channels];
            for (var c = 0; c < Channels; c++)
            {
                _transparent[c] = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(transparency[(2 * c)..]) * _stretch);
            }

            Channels++;
        }
    }

    /// <summary>Samples per pixel, 1 to 4.</summary>
    public int Channels { get; }

    /// <summary>Bits per sample.</summary>
    public int BitDepth { get; }

    /// <summary>Turns one row into samples.</summary>
    /// <param name="stored">The row's stored bytes, filters undone.</param>
    /// <param name="samples">The row's samples, pixels times <see cref="Channels"/>; overwritten.</param>
    public void Expand(ReadOnlySpan<byte> stored, Span<ushort> samples)
    {
        if (_palette.Length > 0)
        {
            for (var x = 0; x < samples.Length / Channels; x++)
            {
                _palette.AsSpan(Bits(stored, x) * Channels, Channels).CopyTo(samples[(x * Channels)..]);
            }
        }
        else if (_transparent.Length > 0)
        {
            var opaque = Channels - 1;
            var plain = new ushort[samples.Length / Channels * opaque];
            Plain(stored, plain);
            for (var x = 0; x < samples.Length / Channels; x++)
            {
                ReadOnlySpan<ushort> pixel = plain.AsSpan(x * opaque, opaque);
                pixel.CopyTo(samples[(x * Channels)..]);
                var hidden = pixel.SequenceEqual(_transparent);
                samples[(x * Channels) + opaque] = hidden ? (ushort)0 : (ushort)((1 << BitDepth) - 1);
            }
        }
        else
        {
            Plain(stored, samples);
        }
    }

    private void Plain(ReadOnlySpan<byte> stored, Span<ushort> samples)
    {
        switch (_header.BitDepth)
        {
            case 16 when BitConverter.IsLittleEndian:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(stored), samples);
                break;
            case 16:
                MemoryMarshal.Cast<byte, ushort>(stored).CopyTo(samples);
                break;
            case 8:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = stored[i];
                }

                break;
            default:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = (ushort)(Bits(stored, i) * _stretch);
                }

                break;
        }
    }

    // The sample of an index where samples are packed, the leftmost in the highest bits.
    private int Bits(ReadOnlySpan<byte> stored, int index)
    {
        int depth = _header.BitDepth, bit = index * depth;
        return (stored[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
}
