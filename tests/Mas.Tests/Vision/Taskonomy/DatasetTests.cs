using Mas.Engine.Memory;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class DatasetTests : IDisposable
{
    private readonly TensorPool _pool = new();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void EveryTargetIsTheNormalisedMap()
    {
        using var files = TinySet.Create();
        using var set = files.Open();
        using var batch = TinySet.Fetch(set, _pool, "b", 3);

        AssertMap(batch, 's', map => map.Samples[0]);
        AssertMap(batch, 'd', map => (map.Samples[0] - 1500f) / 1000f);
        AssertMap(batch, 'n', map => ((map.Samples[0] / 255f) - 0.5f) * 2f);
        AssertMap(batch, 'k', map => (map.Samples[0] - 50f) / 100f);
        AssertMap(batch, 't', map => (map.Samples[0] - 718f) / 1070f);
        AssertMap(batch, 'e', map => (map.Samples[0] - 56.0248f) / 239.1265f);
        AssertMap(batch, 'r', map =>
            (((map.Samples[0] + map.Samples[1] + map.Samples[2]) / 765f) - 0.4962f) / 0.2846f, 3e-5f);
        AssertMap(batch, 'c', map => ((map.Samples[0] / 255f) - 0.5175f) / 0.1373f, 2e-6f);
        AssertMap(batch, 'a', map => map.Samples[0] / 255f);
        Assert.Equal(batch.Input.Values.ToArray(), Target(batch, 'a'));
        Assert.All(batch.Weights[0].Values.ToArray(), value => Assert.Equal(1f, value));

        // First pixel of each channel 0, then every pixel.
        void AssertMap(Batch filled, char letter, Func<PngImage, float> expected, float tolerance = 1e-6f)
        {
            var task = TestCatalogue.Learning.Find($"{letter}")!;
            var map = files.Read(task.Field, "b", 3);
            var target = Target(filled, letter);
            for (var pixel = 0; pixel < TinySet.Size * TinySet.Size; pixel++)
            {
                var one = new PngImage(1, 1, map.Channels, map.BitDepth,
                    [.. map.Samples.AsSpan(pixel * map.Channels, map.Channels)]);
                Assert.Equal(expected(one), target[pixel * task.TargetChannels], tolerance);
            }
        }
    }

    [Fact]
    public void AFlipMirrorsEveryMapAndNegatesTheXOfNormals()
    {
        using var files = TinySet.Create();
        files.Write("mask", "a", 1, DatasetMaskTests.Checker());
        using var set = files.Open();
        using Batch plain = TinySet.Fetch(set, _pool, "a", 1), flipped = TinySet.Fetch(set, _pool, "a", 1, flip: true);

        for (var i = 0; i < set.Tasks.Count; i++)
        {
            var normals = set.Tasks[i].Mark == "n";
            AssertMirrored(plain.Targets[i].Values, flipped.Targets[i].Values, set.Tasks[i].TargetChannels, normals);
        }

        AssertMirrored(plain.Input.Values, flipped.Input.Values, 3, false);
        AssertMirrored(plain.Weights[0].Values, flipped.Weights[0].Values, 1, false);

        static void AssertMirrored(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int channels, bool normals)
        {
            for (var y = 0; y < TinySet.Size; y++)
            {
                for (var x = 0; x < TinySet.Size; x++)
                {
                    for (var c = 0; c < channels; c++)
                    {
                        float sign = normals && c == 0 ? -1 : 1;
                        var expected = sign * a[(((y * TinySet.Size) + x) * channels) + c];
                        var mirrored = (y * TinySet.Size) + TinySet.Size - 1 - x;
                        Assert.Equal(expected, b[(mirrored * channels) + c], 1e-6f);
                    }
                }
            }
        }
    }

    [Fact]
    public void EveryViewIsInExactlyOneSplit()
    {
        using var files = TinySet.Create(buildings: 3, views: 20);
        using var set = files.Open("k");
        foreach (var building in set.Buildings)
        {
            string[] names = [.. Enum.GetValues<Split>().SelectMany(split =>
                Enumerable.Range(0, building.Count(split)).Select(i => building.ViewName(split, i)))];
            Assert.Equal(20, names.Length);
            Assert.Equal(20, names.Distinct().Count());
            Assert.Equal((2, 2), (building.Count(Split.Validation), building.Count(Split.Test)));
        }
    }

    [Fact]
    public void TheSecondOpeningReadsNoPicture()
    {
        using var files = TinySet.Create();
        float[] first;
        using (var set = files.Open())
        {
            Assert.Equal(2 * 6 * 9, set.PicturesRead);
            using var batch = TinySet.Fetch(set, _pool, "a", 2);
            first = Target(batch, 'n');
        }

        foreach (var options in new[] { new DatasetOptions(), new DatasetOptions { BytesInMemory = 0 } })
        {
            using var set = files.Open("acretknds", options: options);
            Assert.Equal(0, set.PicturesRead);
            using var batch = TinySet.Fetch(set, _pool, "a", 2);
            Assert.Equal(first, Target(batch, 'n'));
        }

        var cache = Path.Combine(files.Root, ".mas-cache");
        Assert.Equal(2, Directory.GetFiles(cache, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void ADamagedOrStaleCacheIsMadeAnew()
    {
        using var files = TinySet.Create();
        files.Open("k").Dispose();
        var cache = Directory.GetFiles(files.Root, "a.views", SearchOption.AllDirectories).Single();
        var sound = File.ReadAllBytes(cache);

        foreach (var position in new[] { 0, 20, 40, 70, sound.Length / 2, sound.Length - 1 })
        {
            byte[] damaged = [.. sound];
            damaged[position] ^= 4;
            File.WriteAllBytes(cache, damaged);
            AssertRead(6 * 3);
            Assert.Equal(sound, File.ReadAllBytes(cache));
        }

        File.WriteAllBytes(cache, sound[..^5]);
        AssertRead(6 * 3);
        AssertRead(0);

        var map = files.Read("keypoints2d", "a", 0);
        map.Samples[0] = 7777;
        files.Write("keypoints2d", "a", 0, map);
        File.SetLastWriteTimeUtc(files.PathOf("keypoints2d", "a", 0), DateTime.UnixEpoch);
        using var set = files.Open("k");
        using var batch = TinySet.Fetch(set, _pool, "a", 0);
        Assert.Equal((7777f - 50f) / 100f, Target(batch, 'k')[0]);

        // The picture, its depth (for the mask) and the keypoints of each view.
        void AssertRead(int pictures)
        {
            using var opened = files.Open("k");
            Assert.Equal(pictures, opened.PicturesRead);
        }
    }

    [Fact]
    public void TheCacheMayLieElsewhere()
    {
        using var files = TinySet.Create();
        var elsewhere = Path.Combine(files.Root, "elsewhere");
        files.Open("k", options: new DatasetOptions { CacheDirectory = elsewhere, Threads = 1 }).Dispose();
        Assert.False(Directory.Exists(Path.Combine(files.Root, ".mas-cache")));
        var own = Assert.Single(Directory.GetDirectories(elsewhere));
        Assert.StartsWith(Path.GetFileName(files.Root) + "-", Path.GetFileName(own));
        Assert.Equal(2, Directory.GetFiles(own, "*.views", SearchOption.AllDirectories).Length);

        using var others = TinySet.Create();
        others.Open("k", options: new DatasetOptions { CacheDirectory = elsewhere, Threads = 1 }).Dispose();
        Assert.Equal(2, Directory.GetDirectories(elsewhere).Length);
        using var again = files.Open("k", options: new DatasetOptions { CacheDirectory = elsewhere });
        Assert.Equal(0, again.PicturesRead);
    }

    [Fact]
    public void TheDescriptionsConstantsAreUsed()
    {
        using var files = TinySet.Create();
        new DatasetDescription
        {
            Name = "tiny",
            Normalisation = new Dictionary<string, Normalisation> { ["keypoints2d"] = new([10f], [4f]) },
        }.Write(files.Root);
        using var set = files.Open("k");
        using var batch = TinySet.Fetch(set, _pool, "a", 0);
        Assert.Equal((files.Read("keypoints2d", "a", 0).Samples[5] - 10f) / 4f, Target(batch, 'k')[5]);
        Assert.Equal("tiny", set.Name);
    }

    [Fact]
    public void HalfOfTheViewsAreMirroredWhereTheyAreToBeVaried()
    {
        using var files = TinySet.Create();
        using var set = files.Open("k");
        var building = set.Buildings[0];
        using var plain = new Batch(_pool, 1, BatchShape.Of(building, set.Tasks));
        using var varied = new Batch(_pool, 1000, BatchShape.Of(building, set.Tasks));
        building.Fill(plain, Split.Train, [0]);
        building.Fill(varied, Split.Train, new int[1000], new Seed(3).Stream());

        var picture = plain.Input.Values.ToArray();
        var same = Enumerable.Range(0, 1000).Count(i => varied.Input.Picture(i).SequenceEqual(picture));

        // The standard deviation is 16.
        Assert.InRange(same, 420, 580);
    }

    [Fact]
    public void ABatchMustFitTheDataSet()
    {
        using var files = TinySet.Create();
        using var set = files.Open("k");
        using var wrongTask = new Batch(_pool, 1, BatchShape.Pictures(TinySet.Size, TinySet.Tasks("t")));
        using var wrongSize = new Batch(_pool, 1, BatchShape.Pictures(8, set.Tasks));
        using var batch = new Batch(_pool, 2, BatchShape.Pictures(TinySet.Size, set.Tasks));
        var building = set.Buildings[0];
        Assert.Throws<ArgumentException>(() => building.Fill(wrongTask, Split.Train, [0], []));
        Assert.Throws<ArgumentException>(() => building.Fill(wrongSize, Split.Train, [0], []));
        Assert.Throws<ArgumentException>(() => building.Fill(batch, Split.Train, [0], []));
        Assert.Throws<ArgumentException>(() => building.Fill(batch, Split.Train, [0, 1], [true]));
        building.Fill(batch, Split.Train, [0, 0], []);
        var keypoints = batch.Targets[0].Values.ToArray();
        Assert.Equal(keypoints[..(keypoints.Length / 2)], keypoints[(keypoints.Length / 2)..]);
    }

    private static float[] Target(Batch batch, char letter) =>
        batch.Targets[batch.Shape.Targets.ToList().FindIndex(target =>
            target.Name == TestCatalogue.Learning.Find($"{letter}")!.Field)].Values.ToArray();
}
