using Mas.Vision.Pictures;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Pictures;

public class TaskPicturesTests
{
    [Fact]
    public void TheGreatestLogitGivesTheClassColor()
    {
        var task = TestCatalogue.Learning.Find("s")!;
        var logits = new float[2 * 18];
        logits[5] = 3;
        logits[18 + 17] = 0.5f;
        var output = TaskPictures.Draw(task, logits, 2, 1, isOutput: true);
        var target = TaskPictures.Draw(task, [5f, 17f], 2, 1, isOutput: false);
        Assert.Equal(target.Samples, output.Samples);
        Assert.NotEqual(output.Samples[..3], output.Samples[3..]);
    }

    [Fact]
    public void EveryClassHasAColorOfItsOwn() =>
        Assert.Equal(18, Enumerable.Range(0, 18).Select(Palette.Class).Distinct().Count());

    [Fact]
    public void TheOrderedColorsRiseInLightness()
    {
        double before = -1;
        for (var i = 0; i <= 50; i++)
        {
            var (r, g, b) = Palette.Ordered(i / 50f);
            var lightness = (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
            Assert.True(lightness > before);
            before = lightness;
        }
    }

    [Fact]
    public void NormalsAndShadingShowTheStoredValues()
    {
        float[] normal = [((200 / 255f) - 0.5f) * 2, 0, -1];
        Assert.Equal(
            [(ushort)200, (ushort)128, (ushort)0],
            TaskPictures.Draw(TestCatalogue.Learning.Find("n")!, normal, 1, 1, isOutput: false).Samples);
        var normalisation = new Normalisation([0.25f], [0.5f]);
        Assert.Equal(
            [(ushort)191, (ushort)191, (ushort)191],
            TaskPictures.Draw(TestCatalogue.Learning.Find("r")!, [1f], 1, 1, true, normalisation).Samples);
    }

    [Fact]
    public void ARangeIsSharedAndAMaskIsGray()
    {
        var task = TestCatalogue.Learning.Find("t")!;
        float[] mask = [1, 1, 0];
        var picture =
            TaskPictures.Draw(task, [0f, 2f, 9f], 3, 1, false, range: new PictureRange(0, 4), mask: mask);
        Assert.Equal([0, 0, 0, 128, 128, 128, 58, 58, 62], picture.Samples.Select(sample => (int)sample));
        Assert.Equal(new PictureRange(0, 2), PictureRange.Of([0f, 2f, 9f], mask));
    }

    [Fact]
    public void EveryTaskCanBeDrawnWhateverADecoderSays()
    {
        foreach (var task in TestCatalogue.Learning.Tasks)
        {
            float[] values = [.. Enumerable.Range(0, 4 * task.Outputs).Select(i => i % 3 == 0 ? float.NaN : 1e30f)];
            var picture = TaskPictures.Draw(task, values, 2, 2, isOutput: true);
            Assert.Equal((2, 2, 3, 8), (picture.Width, picture.Height, picture.Channels, picture.BitDepth));
        }

        Assert.Throws<ArgumentException>(() => TaskPictures.Draw(TestCatalogue.Learning.Find("d")!, [1f], 2, 1, false));
    }
}
