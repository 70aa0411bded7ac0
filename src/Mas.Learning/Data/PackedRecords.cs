using Microsoft.Win32.SafeHandles;

namespace Mas.Learning.Data;

/// <summary>One building's records, in memory or on disk. Reading is thread-safe.</summary>
internal sealed class PackedRecords : IDisposable
{
    private readonly SafeFileHandle? _file;
    private readonly byte[] _memory = [];
    private readonly int _recordBytes;

    /// <summary>Takes over an open cache file.</summary>
    /// <param name="file">The file, which now belongs to the records.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="count">Records.</param>
    /// <param name="inMemory">Whether to load everything now and close the file.</param>
    public PackedRecords(SafeFileHandle file, int recordBytes, int count, bool inMemory)
    {
        _recordBytes = recordBytes;
        if (!inMemory)
        {
            _file = file;
            return;
        }

        using (file)
        {
            _memory = new byte[recordBytes * count];
            ReadExactly(file, _memory, PackedFile.HeaderBytes);
        }
    }

    /// <summary>One record: a window into memory, or read from disk into the buffer.</summary>
    /// <param name="index">The record, from 0.</param>
    /// <param name="buffer">At least one record long; need not be used.</param>
    public ReadOnlySpan<byte> Record(int index, byte[] buffer)
    {
        if (_file is null)
            return _memory.AsSpan(index * _recordBytes, _recordBytes);
        Span<byte> record = buffer.AsSpan(0, _recordBytes);
        ReadExactly(_file, record, PackedFile.HeaderBytes + ((long)index * _recordBytes));
        return record;
    }

    /// <summary>Closes the file, if one is open.</summary>
    public void Dispose() => _file?.Dispose();

    private static void ReadExactly(SafeFileHandle file, Span<byte> bytes, long position)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(file, bytes, position);
            if (read == 0)
                throw new EndOfStreamException("The packed cache was cut short while it was in use.");
            bytes = bytes[read..];
            position += read;
        }
    }
}
