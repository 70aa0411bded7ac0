using Mas.Engine.Memory;
using Mas.Labels;
using Mas.Learning.Examples;
using Mas.Tables;
using Mas.Tables.Splits;
using Mas.Tests.Federation;
using Mas.Vision.Packing;
using Mas.Vision.Png;

namespace Mas.Tests.Labels;

public sealed class LabelledPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryClientIsAShardAndEveryTargetATask()
    {
        SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);

        using var data = Open();

        Assert.Equal(["c0", "c1", "c2"], data.Shards.Select(shard => shard.Name));
        Assert.All(data.Shards, shard =>
        {
            Assert.Equal([32, 4, 4], Enum.GetValues<Split>().Select(shard.Count));
            Assert.Equal(FieldShape.Square(16, 3), shard.Input);
            Assert.Equal([1, 1, 2], shard.Targets.Select(target => target.Shape.Channels));
        });
        Assert.Equal(
            [
                ("hue", 4, "cross-entropy", "linear"), ("brightness", 1, "squared-error", "linear"),
                ("sides", 2, "binary-cross-entropy", "linear"),
            ],
            data.Tasks.Select(task => (task.Id, task.Outputs, task.Objective, task.Head)));
        Assert.All(data.Tasks, task => TestCatalogue.Learning.Resolve(task));
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void APictureIsReadWithTheLabelsOfItsRow()
    {
        SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        foreach (var (name, hue, left, top) in new[] { ("x", 0, true, false), ("y", 1, false, false), ("z", 2, true, true) })
        {
            File.WriteAllBytes(
                _folder[$"{name}.png"],
                PngCodec.Encode(SmallPictures.Draw(32, 32, hue, brightness: 102, left, top)));
        }

        File.AppendAllText(
            _folder[LabelsSource.TableName],
            """
            x.png,d,red,102,left
            y.png,d,,,|
            z.png,d,blue,,
            """);
        using var data = Open(options => options with
        {
            SplitBy = new SplitBy(SplitUnit.Row) { ValidationFraction = 0, TestFraction = 0 },
        });
        using var batch = Filled(data.Shards[3], Split.Train);

        Assert.Equal("d", data.Shards[3].Name);
        Assert.Equal([1, 1, 1], Pixel(example: 0, at: 0));
        Assert.Equal([0.4f, 1, 0.4f], Pixel(example: 1, at: 0));
        Assert.Equal([0.4f, 0.4f, 1], Pixel(example: 2, at: (8 * 16) + 8));
        // The vocabulary is blue, green, red, and class 0 is unlabelled.
        Assert.Equal([3, 0, 1], batch.Targets[0].Values);
        Assert.Equal([1, 0, 1], batch.Weights[0].Values);
        Assert.Equal([data.Columns[1].Standardised(102), 0, 0], batch.Targets[1].Values);
        Assert.Equal([1, 0, 0], batch.Weights[1].Values);
        // Left and top; neither is known of the second, nothing of the third.
        Assert.Equal([1, 0, 0, 0, 0, 0], batch.Targets[2].Values);
        Assert.Equal([1, 1, 0], batch.Weights[2].Values);

        float[] Pixel(int example, int at) => batch.Input.Picture(example).Slice(at * 3, 3).ToArray();
    }

    [Fact]
    public void APictureIsDecodedOnceAndReadFromTheCacheFromThenOn()
    {
        SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        using var first = Open();
        using var again = Open();
        using var onDisk = Open(packing: new PackingOptions { BytesInMemory = 0 });

        File.SetLastWriteTimeUtc(_folder["c1/3.png"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var touched = Open();
        using var split = Open(options => options with { SplitBy = SplitBy.Parse("split", "group:hue") });

        Assert.Equal([120, 0, 0, 40, 0], new[] { first, again, onDisk, touched, split }.Select(data => data.PicturesRead));
        Assert.Equal(first.Digest.Sha256, onDisk.Digest.Sha256);
        Assert.Equal(first.Digest.Sha256, touched.Digest.Sha256);
        using var one = Filled(first.Shards[1], Split.Test);
        using var other = Filled(onDisk.Shards[1], Split.Test);
        Assert.Equal(one.Input.Values, other.Input.Values);
    }

    [Fact]
    public void TheDigestChangesWithEveryPixelLabelAndSplit()
    {
        var lines = SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        using var before = Open();

        File.WriteAllBytes(_folder["c1/3.png"], PngCodec.Encode(SmallPictures.Draw(40, 32, hue: 0, brightness: 255)));
        using var pixel = Open();
        SmallPictures.WriteTable(
            _folder.Path,
            [SmallPictures.Header, .. lines.Select((line, row) => row == 85 ? line[..line.LastIndexOf(',')] + "," : line)]);
        using var label = Open();
        using var split = Open(options => options with { SplitBy = SplitBy.Parse("split", "group:file") });

        Assert.Equal("client c1 has different examples or splits", before.Digest.Difference(pixel.Digest));
        Assert.Equal("client c2 has different examples or splits", pixel.Digest.Difference(label.Digest));
        Assert.NotEqual(label.Digest.Sha256, split.Digest.Sha256);
        using var threads = Open(options => options with { Threads = 1, SplitBy = SplitBy.Parse("split", "group:file") });
        Assert.Equal(split.Digest.Sha256, threads.Digest.Sha256);
    }

    [Fact]
    public void AClientThatHasItsOwnPicturesAloneReadsThemAlike()
    {
        SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        using var all = Open();
        foreach (var file in Directory.EnumerateFiles(_folder["c0"]))
        {
            File.Delete(file);
        }

        using var own = Open(options => options with { OnlyClient = "c1", Columns = all.Columns });

        Assert.Equal(all.Digest.Shards[1], own.Digest.Shards.Single());
        Assert.Equal(all.Digest.Reading, own.Digest.Reading);
    }

    [Fact]
    public void TheTableMaySayTheSplit()
    {
        var lines = SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        SmallPictures.WriteTable(
            _folder.Path,
            [
                SmallPictures.Header + ",part",
                .. lines.Select((line, row) => $"{line},{(row % 5) switch { 0 => "test", 1 => "validation", 2 => "", _ => "train" }}"),
            ]);

        using var data = Open(options => options with { SplitBy = SplitBy.Parse("split", "given:part") });

        Assert.All(data.Shards, shard => Assert.Equal([24, 8, 8], Enum.GetValues<Split>().Select(shard.Count)));
    }

    [Fact]
    public void SemicolonsAByteOrderMarkAndAnotherColumnOfPicturesAreRead()
    {
        var lines = SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        File.WriteAllText(
            _folder["cards.csv"],
            '\uFEFF' + string.Join("\r\n", lines.Prepend(SmallPictures.Header.Replace("file", "picture", StringComparison.Ordinal)))
                .Replace(',', ';'));
        using var plain = Open();

        using var other = Open(options => options with
        {
            File = _folder["cards.csv"],
            Features = TableFeature.Parse("picture"),
        });

        Assert.Equal(plain.Digest.Shards, other.Digest.Shards);
    }

    [Fact]
    public void WhatReadersShouldKnowIsNoted()
    {
        var lines = SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40).ToArray();
        var split = new SplitBy(SplitUnit.Row).Counted("c1");
        var row = 40 + Enumerable.Range(0, 20).First(row => split(row) == Split.Test);
        lines[row] = $"c1/{row - 40}.png,c1,purple,90,";
        SmallPictures.WriteTable(_folder.Path, [SmallPictures.Header, .. lines]);
        File.Copy(_folder["c0/0.png"], _folder["c0/spare.PNG"]);
        File.WriteAllText(_folder["c0/readme.txt"], "no picture");

        using var data = Open();

        Assert.Equal(
            [
                $"{data.Location}, row {row + 1}: the class 'purple' of 'hue' occurs only in test and is not learned.",
                $"1 picture in {_folder.Path} is not listed in {data.Location}, such as c0/spare.PNG.",
            ],
            data.Notes);
        using var batch = Filled(data.Shards[1], Split.Test);
        Assert.Contains(0, batch.Targets[0].Values.ToArray());
    }

    private static Batch Filled(IShard shard, Split split)
    {
        var batch = new Batch(new TensorPool(), shard.Count(split), new BatchShape(shard.Input, shard.Targets));
        shard.Fill(batch, split, [.. Enumerable.Range(0, shard.Count(split))]);
        return batch;
    }

    private LabelledPictures Open(Func<TableOptions, TableOptions>? change = null, PackingOptions? packing = null) =>
        LabelledPictures.Open(
            (change ?? (options => options))(SmallPictures.Options(_folder.Path)), imageSize: 16, packing);
}
