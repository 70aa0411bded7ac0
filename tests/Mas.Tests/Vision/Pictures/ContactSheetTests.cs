using Mas.Tests.Vision.Taskonomy;
using Mas.Vision.Pictures;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Pictures;

public class ContactSheetTests
{
    [Fact]
    public void PicturesOfAnyKindStandInTheirCells()
    {
        var gray = new PngImage(10, 8, 1, 16);
        gray.Samples.AsSpan().Fill(0x80FF);
        var color = new PngImage(4, 6, 4, 8);
        color[0, 0, 0] = 200;
        var sheet = ContactSheet.Draw([], [new("", [gray, color]), new("", [color])], zoom: 2);
        Assert.Equal((6 + 20 + 6 + 8 + 6, 6 + 16 + 6 + 12 + 6), (sheet.Width, sheet.Height));
        Assert.Equal((0x80, 0x80), (sheet[6, 6, 0], sheet[21, 25, 2]));
        Assert.Equal((200, 0, 24), (sheet[6, 32, 0], sheet[6, 32, 1], sheet[5, 32, 0]));
        Assert.Equal(200, sheet[28, 6, 0]);
    }

    [Fact]
    public void WhereThereIsNoPictureTheGroundIsSeen()
    {
        var white = new PngImage(4, 4, 1, 8);
        white.Samples.AsSpan().Fill(255);
        var sheet = ContactSheet.Draw([], [new("", [white, white]), new("", [null, white])]);
        Assert.Equal((24, 255), (sheet[16, 6], sheet[16, 16]));
    }

    [Fact]
    public void LabelsAreWritten()
    {
        var blank = new PngImage(40, 10, 1, 8);
        var sheet = ContactSheet.Draw(["I", "much too wide for it"], [new("row", [blank, blank])]);

        // The letter I: a bar of seven rows with serifs, in the middle of its five columns.
        Assert.Equal(
            [24, 225, 225, 225, 24], Enumerable.Range(6, 5).Select(x => (int)sheet[6, x]));
        Assert.All(Enumerable.Range(6, 7), y => Assert.Equal(225, sheet[y, 8]));
        Assert.Equal(6 + 40 + 6 + 40 + 6, sheet.Width);
        Assert.Equal(6 + 11 + 11 + 10 + 6, sheet.Height);
    }

    [Fact]
    public void ALegendIsBelowTheRowsOnAsManyLinesAsItNeeds()
    {
        var blank = new PngImage(100, 10, 1, 8);
        ClassColor[] legend = [new("wall", 200, 10, 20), new("floor", 1, 2, 3), new("ceiling", 4, 5, 6)];
        var sheet = ContactSheet.Draw([], [new("", [blank])], 1, legend);

        // "wall" and "floor" need 8 + 6 + 23 and 8 + 6 + 29 pixels, and 12 between them; "ceiling" is too much.
        Assert.Equal((112, 6 + 10 + 6 + 11 + 11 + 6), (sheet.Width, sheet.Height));
        Assert.Equal((200, 10, 20), (sheet[23, 7, 0], sheet[23, 7, 1], sheet[28, 12, 2]));
        Assert.Equal((1, 2, 3), (sheet[23, 56, 0], sheet[23, 56, 1], sheet[23, 56, 2]));
        Assert.Equal((4, 5, 6), (sheet[34, 7, 0], sheet[34, 7, 1], sheet[34, 7, 2]));
    }

    [Fact]
    public void ADataSetsSheetShowsEveryMapAndNamesItsClasses()
    {
        using var files = TinySet.Create();
        using Dataset set = files.Open(), plain = files.Open("n");
        var sheet = DatasetSheet.Draw(set, 3);
        Assert.Equal(6 + (11 * 22), sheet.Width);

        // Below the rows, the legend begins with unlabelled.
        var rows = 6 + 11 + (3 * (11 + 16 + 6));
        Assert.Equal(
            Palette.Class(0), ((byte)sheet[rows + 1, 7, 0], (byte)sheet[rows + 1, 7, 1], (byte)sheet[rows + 1, 7, 2]));
        Assert.True(sheet.Height > rows);
        Assert.Equal(rows, DatasetSheet.Draw(plain, 3).Height);
    }
}
