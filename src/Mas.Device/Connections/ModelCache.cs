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
        while (Length(part) < model.Bytes)
            await Append(model, part, cancellation);
        if (Length(part) != model.Bytes || Sha256(part) != model.Sha256)
        {
            File.Delete(part);
            throw new InvalidDataException("The model is not the one the order names.");
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

    /// <summary>Fetches what is missing, or as much of it as comes through.</summary>
    private async Task Append(ModelReference model, string part, CancellationToken cancellation)
    {
        var first = Length(part);
        using var answer = await _server.GetFrom(Paths.Model(model.Sha256), first, cancellation);
        if (answer.Content.Headers.ContentLength + first > model.Bytes
            || (first > 0) != (answer.StatusCode == HttpStatusCode.PartialContent))
        {
            File.Delete(part);
            throw new InvalidDataException("The model is longer than the order says.");
        }

        try
        {
            await using var file = new FileStream(part, FileMode.Append, FileAccess.Write);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            var buffer = new byte[1 << 16];
            while (file.Length < model.Bytes && await body.ReadAsync(buffer, cancellation) is > 0 and var read)
                await file.WriteAsync(buffer.AsMemory(0, (int)Math.Min(read, model.Bytes - file.Length)), cancellation);
        }
        catch (Exception cut) when (cut is HttpIOException or HttpRequestException)
        {
            // What came is kept; the rest is asked for anew.
        }
    }

    private void Forget()
    {
        var old = new DirectoryInfo(_directory).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept);
        foreach (var file in old)
            file.Delete();
    }
}
