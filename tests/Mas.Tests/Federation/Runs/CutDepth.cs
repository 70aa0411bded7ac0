using Mas.Rooms;
using Mas.Vision.Png;

namespace Mas.Tests.Federation.Runs;

/// <summary>
/// Four small buildings three times: as they were drawn, with unknown depth in a region, and with that region cut out
/// by a mask. In the first building all but the border of each picture is cut, in the others some columns.
/// </summary>
public sealed class CutDepth : IDisposable
{
    /// <summary>Width and height of the pictures.</summary>
    internal const int Size = 32;

    private readonly TemporaryFolder _folder = new();

    public CutDepth()
    {
        foreach (var place in new[] { Whole, Unknown, Masked })
        {
            RoomsGenerator.Write(
                place, new RoomsOptions { Buildings = 4, ImageSize = Size, MinimumViews = 8, MaximumViews = 13 });
        }

        Buildings = [.. Directory.EnumerateDirectories(Path.Combine(Whole, "depth_zbuffer"))
            .Select(building => Path.GetFileName(building)).Order(StringComparer.Ordinal)];
        foreach (var building in Buildings)
        {
            foreach (var depth in Directory.EnumerateFiles(Path.Combine(Unknown, "depth_zbuffer", building)))
            {
                Cut(building, depth);
            }
        }
    }

    /// <summary>The data set as it was drawn.</summary>
    internal string Whole => _folder["whole"];

    /// <summary>With unknown depth in the region.</summary>
    internal string Unknown => _folder["unknown"];

    /// <summary>With a mask that is 0 in the region, and all depth known.</summary>
    internal string Masked => _folder["masked"];

    /// <summary>The buildings' names, sorted.</summary>
    internal IReadOnlyList<string> Buildings { get; }

    /// <summary>A place in the temporary folder.</summary>
    internal string this[string name] => _folder[name];

    /// <summary>Whether a pixel is cut out.</summary>
    internal bool IsCut(string building, int row, int column) => building == Buildings[0]
        ? row is > 0 and < Size - 1 && column is > 0 and < Size - 1
        : column is > 4 and < 20;

    /// <summary>Deletes everything.</summary>
    public void Dispose() => _folder.Dispose();

    private void Cut(string building, string path)
    {
        var depth = PngCodec.Read(path, PngReading.Stored);
        var mask = new PngImage(Size, Size, 1, 8);
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                var pixel = (row * Size) + column;
                var isCut = IsCut(building, row, column);
                mask.Samples[pixel] = (ushort)(isCut ? 0 : 255);
                if (isCut)
                {
                    depth.Samples[pixel] = ushort.MaxValue;
                }
            }
        }

        File.WriteAllBytes(path, PngCodec.Encode(depth));
        var place = Path.Combine(Masked, "mask", building);
        Directory.CreateDirectory(place);
        File.WriteAllBytes(
            Path.Combine(place, Path.GetFileName(path).Replace("depth_zbuffer", "mask", StringComparison.Ordinal)),
            PngCodec.Encode(mask));
    }
}
