using System.Globalization;
using System.Text;
using Mas.Engine.Randomness;
using Mas.Labels;
using Mas.Tables;
using Mas.Vision.Png;

namespace Mas.Tests.Labels;

/// <summary>
/// A folder of pictures whose labels can be seen: the full one of the three colours is the hue, how strong the others are
/// the brightness, a white stripe at the left or a black one at the top the sides. Client c2 has no brightness.
/// </summary>
internal static class SmallPictures
{
    internal const string Header = "file,owner,hue,brightness,sides";
    internal const string Targets = "hue:class,brightness:regression,sides:classes";

    private static readonly string[] _hues = ["blue", "green", "red"];

    /// <summary>Writes pictures, and the table of their labels.</summary>
    /// <returns>The lines of the table after the header.</returns>
    internal static IReadOnlyList<string> Write(
        string folder, int clients, int picturesEach, int width = 40, int height = 32)
    {
        var draws = new Seed(1).Stream();
        var lines = new List<string>();
        for (var client = 0; client < clients; client++)
        {
            Directory.CreateDirectory(Path.Combine(folder, $"c{client}"));
            for (var number = 0; number < picturesEach; number++)
            {
                var (hue, brightness) = (draws.Next(3), 60 + draws.Next(140));
                var (left, top) = (draws.Next(2) == 1, draws.Next(2) == 1);
                var file = $"c{client}/{number}.png";
                File.WriteAllBytes(
                    Path.Combine(folder, file), PngCodec.Encode(Draw(width, height, hue, brightness, left, top)));
                var sides = (left ? "left" : "") + "|" + (top ? "top" : "");
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file},c{client},{_hues[2 - hue]},{(client == 2 ? "" : $"{brightness}")},{sides}"));
            }
        }

        WriteTable(folder, [Header, .. lines]);
        return lines;
    }

    /// <summary>Writes the table.</summary>
    internal static void WriteTable(string folder, params IEnumerable<string> lines) => File.WriteAllText(
        Path.Combine(folder, LabelsSource.TableName), string.Join('\n', lines) + '\n', new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>The options to learn all labels.</summary>
    internal static TableOptions Options(string folder) => new()
    {
        File = Path.Combine(folder, LabelsSource.TableName),
        Client = "owner",
        Targets = TableTarget.Parse("targets", Targets),
        Threads = 2,
    };

    /// <summary>A picture of one hue, 0 red to 2 blue, with a stripe at the sides that are named.</summary>
    internal static PngImage Draw(int width, int height, int hue, int brightness, bool left = false, bool top = false)
    {
        var image = new PngImage(width, height, 3, 8);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var colour = 0; colour < 3; colour++)
                {
                    image[y, x, colour] = (ushort)(
                        left && x < width / 4 ? 255 : top && y < height / 5 ? 0 : colour == hue ? 255 : brightness);
                }
            }
        }

        return image;
    }
}
