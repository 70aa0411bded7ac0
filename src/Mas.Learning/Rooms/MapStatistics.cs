using Mas.Learning.Png;
using Mas.Learning.Rooms.Rendering;
using Mas.Learning.Tasks;

namespace Mas.Learning.Rooms;

/// <summary>
/// Mean and spread of the stored maps. Sums are whole numbers, so the order in which threads add views does not show.
/// </summary>
internal sealed class MapStatistics
{
    /// <summary>The tasks whose maps are measured; the others' constants fit any set.</summary>
    public static IReadOnlyList<LearningTask> Measured { get; } =
        [.. LearningTask.All.Where(task => task.Letter is not ('s' or 'n' or 'a'))];

    private static readonly HashSet<string> Unmasked =
        [.. Measured.Where(task => task.Loss == TaskLoss.L1).Select(task => task.Folder)];

    private readonly Dictionary<string, Sums[]> _sums = Measured.ToDictionary(
        task => task.Folder, task => new Sums[task.TargetChannels]);

    /// <summary>Adds the maps of a view. Thread-safe.</summary>
    public void Add(IReadOnlyList<(string Folder, PngImage Image)> maps)
    {
        var mask = maps.First(map => map.Folder == ViewMaps.MaskFolder).Image.Samples;
        lock (_sums)
        {
            foreach (var (folder, image) in maps)
            {
                if (!_sums.TryGetValue(folder, out var channels))
                    continue;
                // What is learned everywhere is measured everywhere.
                var where = Unmasked.Contains(folder) ? null : mask;
                for (var channel = 0; channel < channels.Length; channel++)
                    channels[channel] = channels[channel].With(image, channel, where);
            }
        }
    }

    /// <summary>
    /// Mean as shift and standard deviation as scale, in the unit of <see cref="LearningTask.Normalisation"/>.
    /// </summary>
    public IReadOnlyDictionary<string, Normalisation> Normalisations()
    {
        Dictionary<string, Normalisation> result = [];
        foreach (var task in Measured)
        {
            var unit = task.Letter is 'r' or 'c' ? byte.MaxValue : 1.0;
            var channels = _sums[task.Folder];
            result[task.Folder] = new(
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
                    continue;
                long value = image.Samples[i * image.Channels + channel];
                count++;
                sum += value;
                squares += value * value;
            }
            return new(count, sum, squares);
        }
    }
}
