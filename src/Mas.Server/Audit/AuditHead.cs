using System.Globalization;
using System.Text;
using Mas.Server.Storage;

namespace Mas.Server.Audit;

/// <summary>
/// Number and hash of the last entry of an audit trail, in a file of the fleet's folder beside the database: entries
/// that are cut off at the end of the trail show by it. The holder of the file is the trail's one writer.
/// </summary>
internal sealed class AuditHead : IDisposable
{
    /// <summary>The file's name.</summary>
    internal const string FileName = "audit.head";

    private const int Longest = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _file;

    private AuditHead(FileStream file)
    {
        _file = file;
        Span<byte> bytes = stackalloc byte[Longest];
        bytes = bytes[..file.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false)];
        IsThere = bytes.Length > 0;
        if (Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split(' ') is [var number, var hash]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
        {
            (Number, Hash) = (parsed, hash);
        }
    }

    /// <summary>Whether anything was written to it before.</summary>
    internal bool IsThere { get; }

    /// <summary>The number of the last entry; 0 = not known.</summary>
    internal long Number { get; }

    /// <summary>Its hash.</summary>
    internal string Hash { get; } = "";

    /// <summary>Holds the file of a fleet's folder, once no other process does.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">Another process holds it for a minute.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
    internal static async Task<AuditHead> Hold(string directory, TimeProvider time)
    {
        var path = Path.Combine(directory, FileName);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new AuditHead(new FileStream(path, options));
            }
            catch (IOException) when (time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Glance, time);
            }
        }
    }

    /// <summary>Writes down the last entry, on disk before it returns.</summary>
    internal void Write(AuditRow last)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{last.Number} {last.Hash}\n");
        _file.Position = 0;
        _file.Write(Encoding.UTF8.GetBytes(line));
        _file.SetLength(_file.Position);
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Lets others write.</summary>
    public void Dispose() => _file.Dispose();
}
