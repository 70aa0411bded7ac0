using System.IO.Compression;
using System.Text;
using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Tables.Columns;
using Mas.Tables.Reading;
using Mas.Tests.Federation;
using Parquet;
using Parquet.Schema;

namespace Mas.Tests.Tables.Reading;

public sealed class TableFileTests : IDisposable
{
    private const string Text = "name,count,note\nred,1.5,\"a, b\"\n\nblue,NA,\"say \"\"so\"\"\"\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void SeparatorsAreFoundInTheHeader(string separator)
    {
        var text = Text.Replace(",", separator, StringComparison.Ordinal);

        var (names, counts, notes) = Read(Written(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(["red", "blue"], names);
        Assert.Equal([1.5f, float.NaN], counts);
        Assert.Equal([$"a{separator} b", "say \"so\""], notes);
    }

    [Fact]
    public void AByteOrderMarkIsNoPartOfTheFirstName() =>
        Assert.Equal(["red", "blue"], Read(Written([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)])).Names);

    [Fact]
    public void LinesMayEndAsOnWindows() => Assert.Equal(
        ["a, b", "say \"so\""],
        Read(Written(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\r\n")))).Notes);

    [Fact]
    public void GzipIsKnownByItsBytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Text));
        }

        Assert.Equal([1.5f, float.NaN], Read(Written(packed.ToArray())).Counts);
    }

    [Fact]
    public async Task ParquetIsReadLikeText()
    {
        var file = _folder["table.parquet"];
        DataField<string> name = new("name", true), note = new("note", true);
        var count = new DataField<double>("count", true);
        var schema = new ParquetSchema(name, count, note);
        await using (var stream = File.Create(file))
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream))
        {
            foreach (var (first, number, last) in new (string, double?, string)[]
                { ("red", 1.5, "a, b"), ("blue", null, "say \"so\"") })
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(name, [first]);
                await group.WriteAsync<double>(count, new double?[] { number });
                await group.WriteAsync(note, [last]);
            }
        }

        var (names, counts, notes) = Read(file);

        Assert.Equal(["red", "blue"], names);
        Assert.Equal([1.5f, float.NaN], counts);
        Assert.Equal(["a, b", "say \"so\""], notes);
    }

    [Fact]
    public async Task TypesOfParquetAreNumbersWordsOrDates()
    {
        var file = _folder["types.parquet"];
        DataField<int> number = new("number"), code = new("code");
        var (flag, day) = (new DataField<bool>("flag"), new DataField<DateTime>("day"));
        await using (var stream = File.Create(file))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(number, code, flag, day), stream))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(number, new[] { 1, -2 });
            await group.WriteAsync<int>(code, new[] { 7, 8 });
            await group.WriteAsync<bool>(flag, new[] { true, false });
            var first = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            await group.WriteAsync<DateTime>(day, new[] { first, first.AddHours(30) });
        }

        ColumnValues numbers = new(file, "number", kind: null), codes = new(file, "code", ColumnKind.Category),
            flags = new(file, "flag", kind: null), days = new(file, "day", kind: null);
        TableFile.Open(file).Read([numbers, codes, flags, days], CancellationToken.None);
        flags.Complete();

        Assert.Equal([1, -2], numbers.Numbers.ToArray());
        Assert.Equal(["7", "8"], Words(codes));
        Assert.Equal(["true", "false"], Words(flags));
        Assert.Equal([0, 1.25], days.Days.ToArray());
    }

    [Theory]
    [InlineData("", "FILE is empty; expected a table with a header.")]
    [InlineData("a,b,a\n1,2,3\n", "FILE: the column 'a' is listed more than once.")]
    [InlineData(
        "name,count,note\nred,1\n",
        "FILE, row 1 is 2 values long; expected 3 values as in the header, and every quote closed.")]
    [InlineData(
        "name,count,note\nred,1,\"open\nblue,2,x\n",
        "FILE, row 1, column 'note' is '\"open\\u000Ablue,2,x'; expected a value whose quotes are closed, and doubled "
        + "inside.")]
    [InlineData(
        "name,count,note\nred,1,5\" wide\"\n",
        "FILE, row 1, column 'note' is '5\" wide\"'; expected a value whose quotes are closed, and doubled inside.")]
    public void WhatIsNoTableIsNamed(string text, string message)
    {
        var file = Written(Encoding.UTF8.GetBytes(text));

        var fault = Assert.Throws<InputException>(() => Read(file));

        Assert.Equal(message.Replace("FILE", file, StringComparison.Ordinal), fault.Message);
    }

    [Fact]
    public void TextInAnotherEncodingIsNamed()
    {
        var file = Written([.. Encoding.UTF8.GetBytes("name,count,note\n"), 0xE9, .. ",1,x\n"u8]);

        Assert.Equal(
            $"{file} is not valid UTF-8; expected text in UTF-8.",
            Assert.Throws<InputException>(() => Read(file)).Message);
    }

    [Fact]
    public void AMissingFileIsNamed() => Assert.StartsWith(
        "none.csv cannot be read: ", Assert.Throws<InputException>(() => TableFile.Open("none.csv")).Message,
        StringComparison.Ordinal);

    private static (string[] Names, float[] Counts, string[] Notes) Read(string file)
    {
        ColumnValues name = new(file, "name", ColumnKind.Category), count = new(file, "count", kind: null),
            note = new(file, "note", kind: null);
        TableFile.Open(file).Read([note, name, count], CancellationToken.None);
        foreach (var column in new[] { name, count, note })
        {
            column.Complete();
        }

        return (Words(name), count.Numbers.ToArray(), Words(note));
    }

    private static string[] Words(ColumnValues column) =>
        [.. column.Words.ToArray().Select(word => column.Vocabulary[word])];

    private string Written(byte[] bytes)
    {
        var file = _folder["table"];
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
