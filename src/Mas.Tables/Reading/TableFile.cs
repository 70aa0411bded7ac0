using System.Diagnostics.CodeAnalysis;
using Mas.Learning;

namespace Mas.Tables.Reading;

/// <summary>Opens tables: Parquet is known by its first bytes, all else is CSV, plain or packed by gzip.</summary>
internal static class TableFile
{
    // Native code cannot have Parquet's reflection: what is published as such turns it off, and it is trimmed.
    [FeatureSwitchDefinition("Mas.Tables.Parquet")]
    private static bool ReadsParquet => !AppContext.TryGetSwitch("Mas.Tables.Parquet", out var reads) || reads;

    /// <summary>Opens a table and reads the names of its columns.</summary>
    /// <exception cref="InputException">The file is missing, empty or no table.</exception>
    internal static ITableFile Open(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> first = stackalloc byte[4];
            return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == 0
                ? throw new InputException($"{file} is empty; expected a table with a header.")
                : !first.SequenceEqual("PAR1"u8) ? new CsvFile(file)
                : ReadsParquet ? new ParquetFile(file)
                : throw new InputException(
                    $"{file} is Parquet, which this program does not read; expected CSV, plain or packed by gzip.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Checks the names of columns.</summary>
    /// <exception cref="InputException">One is listed twice, or there are none.</exception>
    internal static IReadOnlyList<string> Checked(string file, IEnumerable<string> names)
    {
        string[] all = [.. names.Where(name => name.Length > 0)];
        if (all.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } same)
        {
            throw new InputException($"{file}: the column '{PlainText.Of(same.Key)}' is listed more than once.");
        }

        return all.Length > 0 ? all : throw new InputException($"{file} has no named column; expected a header.");
    }
}
