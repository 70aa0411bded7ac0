using System.Net;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Device.Connections;

/// <summary>
/// The models a device has fetched, by their content: an order whose model is here costs no download, and a download
/// that was cut off goes on where it stopped. It keeps the last few.
/// </summary>
internal sealed class ModelCache
{
    private const int Kept = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ServerConnection _server;
    private readonly string _directory;

    internal ModelCache(ServerConnection server, string directory)
    {
        _server = server;
        _directory = Directory.CreateDirectory(Path.Combine(directory, "models")).FullName;
    }

    /// <summary>The file of a model, fetched where it is not here.</summary>
    /// <exception cref="InvalidDataException">What the server sends is not what it named.</exception>
    /// <exception cref="RefusedException">The server refuses.</exception>
    internal async Task<string> Fetch(ModelReference model, CancellationToken cancellation)
    {
        var path = Path.Combine(_directory, model.Sha256 + ".safetensors");
        if (File.Exists(path) && Sha256(path) == model.Sha256)
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return path;
        }

        var part = Path.Combine(_directory, model.Sha256 + ".part");
        if (!await Complete(model, part, cancellation))
        {
            // What lay here may have been garbled, or the server has no ranges: once more from the beginning.
            File.Delete(part);
            if (!await Complete(model, part, cancellation))
            {
                File.Delete(part);
                throw new InvalidDataException("The model is not the one the order names.");
            }
        }

        File.Move(part, path, overwrite: true);
        Forget();
        return path;
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Sha256Name.Of(file);
    }

    /// <summary>Fetches what is missing of a file.</summary>
    /// <returns>Whether it is then the one that is named.</returns>
    private async Task<bool> Complete(ModelReference model, string part, CancellationToken cancellation)
    {
        while (Length(part) is var first && first < model.Bytes)
        {
            if (!await Append(model, part, first, cancellation))
                return false;
            if (Length(part) == first)
                await Task.Delay(Pause, _server.Time, cancellation);
        }

        return Length(part) == model.Bytes && Sha256(part) == model.Sha256;
    }

    /// <summary>Fetches what is missing, or as much of it as comes through.</summary>
    /// <returns>False where the answer is not about what is missing.</returns>
    private async Task<bool> Append(ModelReference model, string part, long first, CancellationToken cancellation)
    {
        using var answer = await _server.GetFrom(Paths.Model(model.Sha256), first, cancellation);
        if (answer.Content.Headers.ContentLength + first > model.Bytes
            || answer.StatusCode != (first > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
            || (first > 0 && answer.Content.Headers.ContentRange?.From != first))
        {
            return false;
        }

        await using var file = new FileStream(part, FileMode.Append, FileAccess.Write);
        var (buffer, began) = (new byte[1 << 16], first);
        while (first < model.Bytes && await Read(answer.Content, buffer, cancellation) is > 0 and var read)
        {
            var kept = (int)Math.Min(read, model.Bytes - first);
            await file.WriteAsync(buffer.AsMemory(0, kept), cancellation);
            first += kept;
        }

        _server.Moved?.Invoke(first - began);
        return true;
    }

    /// <summary>Reads on; nothing where the download was cut: what came is kept, the rest is asked for anew.</summary>
    private static async Task<int> Read(HttpContent content, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await (await content.ReadAsStreamAsync(cancellation)).ReadAsync(buffer, cancellation);
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            return 0;
        }
    }

    private void Forget()
    {
        var old = new DirectoryInfo(_directory).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept);
        foreach (var file in old)
            file.Delete();
    }
}
