using Mas.Engine.Memory;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

/// <summary>A small random data set in Taskonomy's layout, in a temporary folder that goes with it.</summary>
internal sealed class TinySet : IDisposable
{
    public const int Size = 16;

    public static readonly LearningTask[] All = [.. TestCatalogue.Learning.Tasks];

    private readonly Random _random = new(11);

    public string Root { get; } = Directory.CreateTempSubdirectory("mas-set-").FullName;

    public static LearningTask[] Tasks(string letters) => [.. letters.Select(letter => TestCatalogue.Learning.Find($"{letter}")!)];

    /// <summary>Writes buildings a, b, ... with so many views of points of two cameras each, all nine tasks.</summary>
    public static TinySet Create(int buildings = 2, int views = 6, int width = Size, int height = Size)
    {
        var set = new TinySet();
        for (var building = 0; building < buildings; building++)
        {
            for (var view = 0; view < views; view++)
            {
                foreach (var folder in All.Select(task => task.Field))
                {
                    set.Write(folder, Name(building), view, width, height);
                }
            }
        }

        return set;
    }

    public static string Name(int building) => ((char)('a' + building)).ToString();

    public string PathOf(string folder, string building, int view) => Path.Combine(
        Root, folder, building, $"point_{view / 2}_view_{view % 2}_domain_{folder}.png");

    public void Write(string folder, string building, int view, PngImage image)
    {
        var path = PathOf(folder, building, view);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, PngCodec.Encode(image));
    }

    public PngImage Read(string folder, string building, int view) =>
        PngCodec.Read(PathOf(folder, building, view), PngReading.Stored);

    public Dataset Open(string letters = "sdnkterca", int imageSize = Size, DatasetOptions? options = null) =>
        Dataset.Open(Root, Tasks(letters), imageSize, options);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>One view of a building as a batch of one, wherever its split.</summary>
    public static Batch Fetch(Dataset set, TensorPool pool, string building, int view, bool flip = false)
    {
        var owner = set.Buildings.Single(candidate => candidate.Name == building);
        foreach (var split in Enum.GetValues<Split>())
        {
            for (var i = 0; i < owner.Count(split); i++)
            {
                if (owner.ViewName(split, i) != $"point_{view / 2}_view_{view % 2}")
                {
                    continue;
                }

                var batch = new Batch(pool, 1, BatchShape.Pictures(set.ImageSize, set.Tasks));
                owner.Fill(batch, split, [i], [flip]);
                return batch;
            }
        }

        throw new InvalidOperationException($"There is no view {view} in {building}.");
    }

    private void Write(string folder, string building, int view, int width, int height)
    {
        var deep = folder is "depth_zbuffer" or "keypoints2d" or "edge_texture" or "edge_occlusion";
        var channels = deep || folder == "segment_semantic" ? 1 : 3;
        var image = new PngImage(width, height, channels, deep ? 16 : 8);
        var top = folder == "segment_semantic" ? 18 : deep ? 8192 : 256;
        for (var i = 0; i < image.Samples.Length; i++)
        {
            image.Samples[i] = (ushort)_random.Next(top);
        }

        Write(folder, building, view, image);
    }
}
