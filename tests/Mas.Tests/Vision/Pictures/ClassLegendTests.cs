using Mas.Vision.Pictures;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Pictures;

public class ClassLegendTests
{
    [Fact]
    public void ClassesHaveTheirMapsColorsAndTheirOwnNames()
    {
        var description = new DatasetDescription { ClassNames = ["", "wall"] };
        Assert.Equal(
            [("unlabelled", Palette.Class(0)), ("wall", Palette.Class(1)), ("class 5", Palette.Class(5))],
            ClassLegend.Of([5, 1, 0, 1], description).Select(Color));
    }

    [Fact]
    public void WhereZeroIsAClassNamesFollowTheStoredIds()
    {
        var description = new DatasetDescription
        {
            ClassNames = ["road", "sky"],
            Classes = new ClassDescription { Ignore = [255] },
        };
        Assert.Equal(
            ["unlabelled", "road", "sky", "class 2"],
            ClassLegend.Of([0, 1, 2, 3], description).Select(entry => entry.Name));
    }

    [Fact]
    public void TheClassesOfAnOutputAreThoseOfItsGreatestLogits()
    {
        var task = TestCatalogue.Learning.Find("s")!;
        var logits = new float[2 * task.Outputs];
        logits[7] = 3;
        logits[task.Outputs + 17] = 1;
        Assert.Equal([7, 17], TaskPictures.Classes(task, logits, isOutput: true));
        Assert.Equal([4, 0], TaskPictures.Classes(task, [4, 0], isOutput: false));
    }

    private static (string, (byte, byte, byte)) Color(ClassColor entry) =>
        (entry.Name, (entry.Red, entry.Green, entry.Blue));
}
