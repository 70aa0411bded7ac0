using System.Runtime.InteropServices;
using Mas.Learning;
using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>Turns a view's PNG files into its record of the packed cache. Not thread-safe: one a thread.</summary>
/// <param name="layout">The record's layout.</param>
/// <param name="reader">Reads the files.</param>
internal sealed class ViewPacker(RecordLayout layout, MapReader reader)
{
    private MapResizer _resizer = new(1, 1, layout.ImageSize);

    /// <summary>PNG files decoded so far.</summary>
    public int PicturesRead { get; private set; }

    /// <summary>Reads, checks, resizes and packs one view.</summary>
    /// <param name="view">The view's files, its maps in the layout's order.</param>
    /// <param name="record">The record; overwritten where nothing is wrong.</param>
    /// <param name="fault">Called with what is wrong with the files, a sentence each.</param>
    public void Pack(ViewFiles view, Span<byte> record, Action<string> fault)
    {
        if (Read(view.Picture, MapFormat.Picture, null, fault) is not { } picture)
        {
            return;
        }

        if (_resizer.Width != picture.Width || _resizer.Height != picture.Height)
        {
            _resizer = new MapResizer(picture.Width, picture.Height, layout.ImageSize);
        }

        var mask = ReadOptional(view.Mask, MapFormat.Mask, picture, fault);
        var depth = ReadOptional(view.Depth, MapFormat.Depth, picture, fault);
        record.Clear();
        PackAverage(picture, MapFormat.Picture, record);
        _resizer.Valid(MapReader.Valid(picture, mask, depth), record[layout.MaskOffset..]);
        if (layout.IsMasked && ValidPixels.Fault(
            view, picture, mask, depth, record.Slice(layout.MaskOffset, layout.Samples(MapFormat.Mask))) is { } none)
        {
            fault(none);
        }

        for (var i = 0; i < layout.Formats.Count; i++)
        {
            var format = layout.Formats[i];
            var plane = record[layout.Offset(i)..];
            if (format.Kind == MapKind.Picture || view.Maps[i] is not { } path)
            {
                continue;
            }

            var map = format.Kind == MapKind.Depth ? depth : Read(path, format, picture, fault);
            if (map is null)
            {
                continue;
            }

            if (format.Kind != MapKind.ClassIds)
            {
                PackAverage(map, format, plane);
                continue;
            }

            _resizer.Labels(map, plane);
            if (ValidPixels.Fault(path, plane[..layout.Samples(format)]) is { } unlabelled)
            {
                fault(unlabelled);
            }
        }
    }

    private void PackAverage(PngImage map, MapFormat format, Span<byte> plane)
    {
        var samples = _resizer.Average(map, format);
        if (format.PackedBytes == 2)
        {
            MemoryMarshal.AsBytes<ushort>(samples).CopyTo(plane);
            return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            plane[i] = (byte)samples[i];
        }
    }

    private PngImage? ReadOptional(string? path, MapFormat format, PngImage picture, Action<string> fault) =>
        path is null ? null : Read(path, format, picture, fault);

    private PngImage? Read(string path, MapFormat format, PngImage? picture, Action<string> fault)
    {
        try
        {
            PicturesRead++;
            return picture is null ? reader.Read(path, format) : reader.Read(path, format, picture);
        }
        catch (InputException exception)
        {
            fault(exception.Message);
            return null;
        }
    }
}
