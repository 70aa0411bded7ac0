namespace Mas.Federation.Journals;

/// <summary>The lines of a journal file, as bytes.</summary>
internal static class JournalLines
{
    private const byte NewLine = (byte)'\n';

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
