using Microsoft.Win32.SafeHandles;

namespace Mas.Vision.Packing;

/// <summary>One client's records, in memory or on disk. Reading is thread-safe.</summary>
internal sealed class PackedRecords : IDisposable
{
    private readonly SafeFileHandle? _file;
    private readonly byte[] _memory = [];
    private readonly int _recordBytes;

    /// <summary>Takes over an open cache file; records are read from it as they are asked for.</summary>
    /// <param name="file">The file, which now belongs to the records.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="sha256">The digest that the file gives.</param>
    public PackedRecords(SafeFileHandle file, int recordBytes, string sha256) =>
        (_file, _recordBytes, Sha256) = (file, recordBytes, sha256);

    /// <summary>Takes over records in memory, one after the other.</summary>
    /// <param name="memory">The records.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="sha256">Their digest.</param>
    public PackedRecords(byte[] memory, int recordBytes, string sha256) =>
        (_memory, _recordBytes, Sha256) = (memory, recordBytes, sha256);

    /// <summary>Hexadecimal SHA-256 of all records, lower case.</summary>
    public string Sha256 { get; }

    /// <summary>One record: a window into memory, or read from disk into the buffer.</summary>
    /// <param name="index">The record, from 0.</param>
    /// <param name="buffer">At least one record long; need not be used.</param>
    public ReadOnlySpan<byte> Record(int index, Span<byte> buffer)
    {
        if (_file is null)
        {
            return _memory.AsSpan(index * _recordBytes, _recordBytes);
        }

        var record = buffer[.._recordBytes];
        if (!PackedFile.Fill(_file, record, PackedFile.HeaderBytes + ((long)index * _recordBytes)))
        {
            throw new EndOfStreamException("The packed cache was cut short while it was in use.");
        }

        return record;
    }

    /// <summary>Closes the file, if one is open.</summary>
    public void Dispose() => _file?.Dispose();
}
