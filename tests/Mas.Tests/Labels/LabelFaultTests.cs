using Mas.Labels;
using Mas.Learning;
using Mas.Tables;
using Mas.Tables.Splits;
using Mas.Tests.Federation;

namespace Mas.Tests.Labels;

/// <summary>What is wrong with pictures or their labels, a sentence each.</summary>
public sealed class LabelFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<string> _lines;

    public LabelFaultTests() => _lines = SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PicturesThatAreListedWronglyAreNamedAtOnce() => Fails(
        """
        FILE, row 2, column 'file' is 'c0/none.png'; expected a file in FOLDER.
        FILE, row 3, column 'file' is ''; expected the path of a picture.
        FILE, row 4, column 'file' is '../a.png'; expected a path inside the folder of the table.
        FILE, row 7, column 'file' is 'c0/5.png'; expected a picture that no other row lists, as row 6 does.
        """,
        rows: [(1, "c0/none.png,c0,red,90,"), (2, ",c0,red,90,"), (3, "../a.png,c0,red,90,"), (6, "c0/5.png,c0,red,90,")]);

    [Fact]
    public void PicturesThatCannotBeDecodedAreNamedAtOnce()
    {
        File.WriteAllText(_folder["c0/3.png"], "text");
        File.WriteAllBytes(_folder["c2/1.png"], File.ReadAllBytes(_folder["c2/1.png"])[..60]);

        Fails(
            """
            FILE, row 4: The picture 'c0/3.png' is of an unknown format, its first bytes 74657874; expected PNG, JPEG, WebP or TIFF.
            FILE, row 82: The picture 'c2/1.png' is truncated: a chunk of 
            """);
    }

    [Fact]
    public void OfManyFaultsTheFirstAreNamed()
    {
        foreach (var file in Directory.EnumerateFiles(_folder["c1"]))
        {
            File.Delete(file);
        }

        var message = Fault(options => options).Message.Split(Environment.NewLine);

        Assert.Equal(21, message.Length);
        Assert.Equal("and 20 more faults.", message[^1]);
    }

    [Fact]
    public void AColumnThatIsMissingIsNamed() => Fails(
        """
        FILE: the target column is 'hues'; expected one of the table's columns, such as 'hue'.
        FILE: the feature column is 'files'; expected one of the table's columns, such as 'file'.
        """,
        options => options with
        {
            Targets = TableTarget.Parse("targets", "hues:class"),
            Features = TableFeature.Parse("files"),
        });

    [Fact]
    public void SeveralColumnsOfPicturesAreNamed() => Fails(
        "FILE: the features is 'file,hue'; expected the column with the paths of the pictures, which is 'file' by default.",
        options => options with { Features = TableFeature.Parse("file,hue") });

    [Fact]
    public void TextInANumberIsNamed() => Fails(
        "FILE, row 5, column 'brightness' is 'bright'; expected a number.",
        rows: (4, "c0/4.png,c0,red,bright,"));

    [Fact]
    public void AnUnknownSplitIsNamed() => Fails(
        "FILE, row 1, column 'hue' is 'HUE'; expected train, validation or test.",
        options => options with
        {
            Targets = TableTarget.Parse("targets", "brightness:regression"),
            SplitBy = SplitBy.Parse("split", "given:hue"),
        });

    [Fact]
    public void ATargetOfClassesWithoutAClassIsNamed() => Fails(
        "FILE: the target 'sides' is without a class in all training rows; expected a class in one or more.",
        rows: [.. Enumerable.Range(0, 120).Select(row =>
            (row, _lines[row][..(_lines[row].LastIndexOf(',') + 1)] + "|"))]);

    [Fact]
    public void QuotesThatAreNotClosedAreNamed() => Fails(
        "FILE, row 5 is 4 values long; expected 5 values as in the header, and every quote closed.",
        rows: (4, "c0/4.png,c0,red,\"90,"));

    [Fact]
    public void AnEmptyTableIsNamed()
    {
        File.WriteAllText(_folder[LabelsSource.TableName], "");

        Assert.Equal(
            $"{_folder[LabelsSource.TableName]} is empty; expected a table with a header.",
            Fault(options => options).Message);
    }

    private void Fails(
        string message, Func<TableOptions, TableOptions>? change = null, params (int Row, string Line)[] rows)
    {
        var file = Write(rows);

        var expected = message.Replace("FILE", file, StringComparison.Ordinal)
            .Replace("FOLDER", _folder.Path, StringComparison.Ordinal)
            .Replace("HUE", _lines[0].Split(',')[2], StringComparison.Ordinal).ReplaceLineEndings();
        Assert.StartsWith(expected, Fault(change ?? (options => options)).Message, StringComparison.Ordinal);
    }

    private InputException Fault(Func<TableOptions, TableOptions> change) => Assert.Throws<InputException>(
        () => LabelledPictures.Open(change(SmallPictures.Options(_folder.Path)), imageSize: 16));

    private string Write(params (int Row, string Line)[] rows)
    {
        SmallPictures.WriteTable(
            _folder.Path,
            [SmallPictures.Header, .. _lines.Select((line, at) => Array.Find(rows, row => row.Row == at).Line ?? line)]);
        return _folder[LabelsSource.TableName];
    }
}
