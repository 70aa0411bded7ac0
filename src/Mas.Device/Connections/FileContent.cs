using System.Net;

namespace Mas.Device.Connections;

/// <summary>A file, from a given byte on, as the body of a request that reports how much of it has been sent.</summary>
/// <param name="path">The file.</param>
/// <param name="first">The first byte.</param>
/// <param name="sent">Called with the size of every piece handed to the network, in bytes.</param>
internal sealed class FileContent(string path, long first, Action<long> sent) : HttpContent
{
    private const int PieceBytes = 1 << 16;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        file.Position = first;
        var piece = new byte[PieceBytes];
        while (await file.ReadAsync(piece, cancellationToken) is > 0 and var read)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            sent(read);
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = new FileInfo(path).Length - first;
        return true;
    }
}
