using System.IO.Compression;
using Mas.Rooms;
using Mas.Rooms.Rendering;
using Mas.Vision.Png;

namespace Mas.Tests.Rooms;

/// <summary>
/// Keeps docs/images/rooms.png true: a row a building, a column a map. Run with MAS_UPDATE_DOCS=1 to draw it anew.
/// </summary>
public sealed class ContactSheetTests
{
    private const int Rows = 6;
    private const int Size = 96;
    private const int Pitch = Size + 4;

    // A middle grey: against white or black the masks would not stand out.
    private const ushort Ground = 112;

    // One colour a class id, dark for what has no class.
    private static readonly int[] ClassColours =
    [
        0x202020, 0xAEC7E8, 0x986E50, 0xE6E6E6, 0xD62728, 0x78DCFF, 0xBC7822, 0xFFBB32, 0x2C5AA0, 0x963CAA,
        0x5A3C28, 0x8C8C28, 0xFFFF78, 0xF064B4, 0xC85050, 0x2CA02C, 0xFF9696, 0x17BECF,
    ];

    [Fact]
    public void TheSheetInTheDocsIsWhatIsDrawn()
    {
        var path = Path.Combine(RepositoryRoot(), "docs", "images", "rooms.png");
        var sheet = Draw();
        if (Environment.GetEnvironmentVariable("MAS_UPDATE_DOCS") == "1")
        {
            File.WriteAllBytes(path, PngCodec.Encode(sheet, CompressionLevel.SmallestSize));
        }

        Assert.True(new FileInfo(path).Length < 400_000);
        Assert.Equal(sheet.Samples, PngCodec.Read(path, PngReading.Stored).Samples);
    }

    private static PngImage Draw()
    {
        var sheet = new PngImage(Pitch * ViewMaps.Folders.Count - 4, Pitch * Rows - 4, 3, 8);
        Array.Fill(sheet.Samples, Ground);
        for (var row = 0; row < Rows; row++)
        {
            var building = PlannedBuilding.Plan(row, new RoomsOptions { MinimumViews = 12, MaximumViews = 12 });
            // Of each building the view that shows most kinds of thing.
            var viewpoint = building.Views(new()).Select(view => view.Viewpoint).MaxBy(view =>
                new Renderer(building.Scene, new Canvas(24)).Trace(view.Camera).Select(s => s.Part?.Kind).Distinct().Count());
            var maps = ViewMaps.Draw(building.Scene, viewpoint.Camera, new Canvas(Size), building.Noise(viewpoint));
            for (var column = 0; column < maps.Count; column++)
            {
                Paste(sheet, row * Pitch, column * Pitch, maps[column].Folder, maps[column].Image);
            }
        }
        return sheet;
    }

    private static void Paste(PngImage sheet, int top, int left, string folder, PngImage map)
    {
        for (var i = 0; i < Size * Size; i++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                var value = map.Samples[i * map.Channels + Math.Min(channel, map.Channels - 1)];
                sheet[top + i / Size, left + i % Size, channel] = (ushort)Math.Min(255, folder switch
                {
                    "segment_semantic" => (ClassColours[value] >> (16 - 8 * channel)) & 255,
                    "depth_zbuffer" => value < GeometryMaps.DepthLimit ? value / 14 : 0,
                    "keypoints2d" => value / 12,
                    "edge_texture" => value / 40,
                    "edge_occlusion" => value / 100,
                    _ => value,
                });
            }
        }
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mas.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
