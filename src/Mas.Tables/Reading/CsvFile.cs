using System.IO.Compression;
using System.Text;
using Mas.Learning;
using Mas.Tables.Columns;
using nietras.SeparatedValues;

namespace Mas.Tables.Reading;

/// <summary>
/// Values separated by commas, semicolons or tabs, whichever the header has most of, in UTF-8 with or without a byte
/// order mark, plain or packed by gzip. The first line is the header. Empty lines are passed over.
/// </summary>
internal sealed class CsvFile : ITableFile
{
    private const string QuoteRule = "a value whose quotes are closed, and doubled inside";

    private readonly string _file;
    private readonly char _separator;
    private readonly string[] _header;

    internal CsvFile(string file)
    {
        _file = file;
        using (var text = Open())
        {
            _separator = SeparatorOf(Guarded(text.ReadLine) ?? "");
        }

        string[] header = [];
        Rows((_, row) =>
        {
            header = new string[row.ColCount];
            for (var column = 0; column < header.Length; column++)
            {
                header[column] = Value(row, column, 0, $"{column + 1}").ToString();
            }

            return false;
        });
        _header = header;
        Columns = TableFile.Checked(file, header);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ColumnValues> columns, CancellationToken cancellation)
    {
        ColumnValues[] read = [.. columns];
        int[] places = [.. read.Select(column => Array.IndexOf(_header, column.Name))];
        Rows((number, row) =>
        {
            if (number == 0)
            {
                return true;
            }

            if (number % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (row.ColCount != _header.Length)
            {
                throw new InputException(ValueFault.Of(
                    FormattableString.Invariant($"{_file}, row {number}"), Plural.Of(row.ColCount, "value") + " long",
                    Plural.Of(_header.Length, "value") + " as in the header, and every quote closed"));
            }

            for (var column = 0; column < places.Length; column++)
            {
                read[column].Add(Value(row, places[column], number, read[column].Name));
            }

            return true;
        });
    }

    // Rows by number, of which 0 is the header, until the function says no.
    private void Rows(Func<int, SepReader.Row, bool> read)
    {
        using var text = Open();
        Guarded(() =>
        {
            using var reader = Sep.New(_separator)
                .Reader(options => options with { HasHeader = false, DisableColCountCheck = true })
                .From(text);
            var number = 0;
            foreach (var row in reader)
            {
                if (row.ColCount == 1 && row[0].Span.IsWhiteSpace())
                {
                    continue;
                }

                if (!read(number++, row))
                {
                    break;
                }
            }

            return 0;
        });
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException fault)
        {
            throw new InputException($"{_file} is not valid UTF-8; expected text in UTF-8.", fault);
        }
        catch (Exception fault) when (fault is NotSupportedException or InvalidDataException or IOException)
        {
            // A row beyond all sizes begins with a quote that is never closed; what is left is a damaged gzip file.
            throw new InputException(fault is NotSupportedException
                ? $"{_file} has a row of more than 16 MB; expected {QuoteRule}."
                : $"{_file} cannot be read: {fault.Message}", fault);
        }
    }

    private ReadOnlySpan<char> Value(SepReader.Row row, int column, int number, string name)
    {
        var text = row[column].Span.Trim();
        if (!text.Contains('"'))
        {
            return text;
        }

        var inner = text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : "\"";
        if (!inner.Contains('"'))
        {
            return inner;
        }

        var whole = inner.ToString();
        var single = whole.Replace("\"\"", "", StringComparison.Ordinal);
        return single.Contains('"', StringComparison.Ordinal)
            ? throw CellFault.Of(_file, number, name, text.ToString(), QuoteRule)
            : whole.Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static char SeparatorOf(string header)
    {
        var (found, most) = (',', 0);
        foreach (var separator in ",;\t")
        {
            var (quoted, count) = (false, 0);
            foreach (var letter in header)
            {
                quoted ^= letter == '"';
                count += !quoted && letter == separator ? 1 : 0;
            }

            if (count > most)
            {
                (found, most) = (separator, count);
            }
        }

        return found;
    }

    private StreamReader Open()
    {
        Stream stream = File.OpenRead(_file);
        var isPacked = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return new StreamReader(
            isPacked ? new GZipStream(stream, CompressionMode.Decompress) : stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
    }
}
