using Mas.Learning;
using Mas.Tables.Columns;
using Parquet;
using Parquet.Schema;

namespace Mas.Tables.Reading;

/// <summary>A Parquet file of flat columns, read a column of a row group at a time.</summary>
internal sealed class ParquetFile : ITableFile
{
    private readonly string _file;

    internal ParquetFile(string file)
    {
        _file = file;
        Columns = Guarded(async () =>
        {
            var reader = await ParquetReader.CreateAsync(file).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            return TableFile.Checked(file, reader.Schema.DataFields.Select(field => field.Name));
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ColumnValues> columns, CancellationToken cancellation) => Guarded(async () =>
    {
        var reader = await ParquetReader.CreateAsync(_file, cancellationToken: cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        for (var index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            foreach (var column in columns)
            {
                var field = reader.Schema.DataFields.First(field => field.Name == column.Name);
                await Read(group, field, column, cancellation).ConfigureAwait(false);
            }
        }

        return 0;
    });

    private Task Read(
        ParquetRowGroupReader group, DataField field, ColumnValues column, CancellationToken cancellation)
    {
        var type = field.ClrType;
        return type == typeof(double) ? Numbers<double>(number => number)
            : type == typeof(float) ? Numbers<float>(number => number)
            : type == typeof(int) ? Numbers<int>(number => number)
            : type == typeof(long) ? Numbers<long>(number => number)
            : type == typeof(short) ? Numbers<short>(number => number)
            : type == typeof(ushort) ? Numbers<ushort>(number => number)
            : type == typeof(byte) ? Numbers<byte>(number => number)
            : type == typeof(sbyte) ? Numbers<sbyte>(number => number)
            : type == typeof(uint) ? Numbers<uint>(number => number)
            : type == typeof(ulong) ? Numbers<ulong>(number => number)
            : type == typeof(decimal) ? Numbers<decimal>(number => (double)number)
            : type == typeof(bool) ? Values<bool>(group, field, value => column.Add(Word(value)), Missing, cancellation)
            : type == typeof(DateTime) ? Values<DateTime>(group, field, column.Add, Missing, cancellation)
            : type == typeof(ReadOnlyMemory<char>) || type == typeof(string) ? Texts(group, field, column, cancellation)
            : throw new InputException(ValueFault.Of(
                $"{_file}, column '{column.Name}'", $"of the type {type.Name}", "numbers, text, booleans or dates"));

        Task Numbers<T>(Func<T, double> number)
            where T : struct =>
            Values<T>(group, field, value => column.Add(number(value)), Missing, cancellation);

        void Missing() => column.Add("");
    }

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };

    private static async Task Texts(
        ParquetRowGroupReader group, DataField field, ColumnValues column, CancellationToken cancellation)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory(), null, cancellation).ConfigureAwait(false);
        foreach (var value in values)
        {
            column.Add(value.AsSpan().Trim());
        }
    }

    private static async Task Values<T>(
        ParquetRowGroupReader group, DataField field, Action<T> add, Action addMissing, CancellationToken cancellation)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var known = new T[group.RowCount];
            await group.ReadAsync(field, known.AsMemory(), null, cancellation).ConfigureAwait(false);
            Array.ForEach(known, add);
            return;
        }

        var values = new T?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory(), null, cancellation).ConfigureAwait(false);
        foreach (var value in values)
        {
            if (value is { } known)
            {
                add(known);
            }
            else
            {
                addMissing();
            }
        }
    }

    private T Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is IOException or ParquetException or NotSupportedException
            or InvalidDataException or EndOfStreamException)
        {
            throw new InputException($"{_file} cannot be read as Parquet: {fault.Message}", fault);
        }
    }
}
