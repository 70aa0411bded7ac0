namespace Mas.Federation.Journals;

/// <summary>The lines of a journal file, as bytes.</summary>
internal static class JournalLines
{
    private const byte NewLine = (byte)'\n';

    /// <summary>
    /// The lines of a file that another process may be writing, without their ends, without a torn last one.
    /// </summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Whole(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[WholeLength(file)];
        file.Position = 0;
        file.ReadExactly(content);
        for (var rest = content.AsMemory(); !rest.IsEmpty;)
        {
            var end = rest.Span.IndexOf(NewLine);
            yield return rest[..end];
            rest = rest[(end + 1)..];
        }
    }

    /// <summary>The length up to and with the last line end: what is left when a torn last line is cut off.</summary>
    internal static long WholeLength(FileStream file)
    {
        var buffer = new byte[4096];
        var end = file.Length;
        while (end > 0)
        {
            var start = Math.Max(0, end - buffer.Length);
            var part = buffer.AsSpan(0, (int)(end - start));
            file.Position = start;
            file.ReadExactly(part);
            var last = part.LastIndexOf(NewLine);
            if (last >= 0)
            {
                return start + last + 1;
            }

            end = start;
        }

        return 0;
    }
}
