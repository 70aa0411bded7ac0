using Mas.Rooms.Rendering;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Rooms;

/// <summary>
/// Mean and spread of the stored maps. Sums are whole numbers, so the order in which threads add views does not show.
/// </summary>
internal sealed class MapStatistics
{
    /// <summary>The fields whose maps are measured; the others' constants fit any set.</summary>
    public static IReadOnlyList<MapFormat> Measured { get; } =
        [.. MapFormat.All.Where(format => format.Kind is not (MapKind.ClassIds or MapKind.Normals or MapKind.Picture))];

    private static readonly HashSet<string> Unmasked =
        [.. Measured.Where(format => format.IsKnownEverywhere).Select(format => format.Folder)];

    private readonly Dictionary<string, Sums[]> _sums = Measured.ToDictionary(
        format => format.Folder, format => new Sums[format.Channels]);

    /// <summary>Adds the maps of a view. Thread-safe.</summary>
    public void Add(IReadOnlyList<(string Folder, PngImage Image)> maps)
    {
        var mask = maps.First(map => map.Folder == ViewMaps.MaskFolder).Image.Samples;
        lock (_sums)
        {
            foreach (var (folder, image) in maps)
            {
                if (!_sums.TryGetValue(folder, out var channels))
                {
                    continue;
                }
                // What is known everywhere is measured everywhere.
                var where = Unmasked.Contains(folder) ? null : mask;
                for (var channel = 0; channel < channels.Length; channel++)
                {
                    channels[channel] = channels[channel].With(image, channel, where);
                }
            }
        }
    }

    /// <summary>
    /// Mean as shift and standard deviation as scale, in the unit of <see cref="MapFormat.Normalisation"/>.
    /// </summary>
    public IReadOnlyDictionary<string, Normalisation> Normalisations()
    {
        Dictionary<string, Normalisation> result = [];
        foreach (var format in Measured)
        {
            var unit = format.BitDepth == 8 ? byte.MaxValue : 1.0;
            var channels = _sums[format.Folder];
            result[format.Folder] = new(
                [.. channels.Select(channel => (float)(channel.Mean / unit))],
                [.. channels.Select(channel => (float)(Math.Max(channel.Deviation, 1) / unit))]);
        }
        return result;
    }

    private readonly record struct Sums(long Count, long Sum, long Squares)
    {
        public double Mean => Count == 0 ? 0 : (double)Sum / Count;

        public double Deviation => Count == 0 ? 0 : Math.Sqrt(Math.Max(0, (double)Squares / Count - Mean * Mean));

        /// <summary>Adds one channel of a map where the mask is set; everywhere without one.</summary>
        public Sums With(PngImage image, int channel, ushort[]? mask)
        {
            var (count, sum, squares) = this;
            for (var i = 0; i < image.Width * image.Height; i++)
            {
                if (mask?[i] == 0)
                {
                    continue;
                }

                long value = image.Samples[i * image.Channels + channel];
                count++;
                sum += value;
                squares += value * value;
            }
            return new(count, sum, squares);
        }
    }
}
