using System.Net;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Device.Connections;

/// <summary>
/// The models a device has fetched, by their content: an order whose model is here costs no download, and a download
/// that was cut off continues where it stopped. Downloads are checked; if one is wrong again and again, an intermediary
/// is changing it, and the order fails. Keeps the last few models.
/// </summary>
internal sealed class ModelCache
{
    private const int Kept = 4;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private readonly ServerConnection _server;
    private readonly string _directory;

    internal ModelCache(ServerConnection server, string directory)
    {
        _server = server;
        _directory = Directory.CreateDirectory(Path.Combine(directory, "models")).FullName;
    }

    /// <summary>The file of a model, fetched where it is not here.</summary>
    /// <param name="model">The model.</param>
    /// <param name="traffic">Counts what is fetched, including what is discarded.</param>
    /// <param name="cancellation">Ends the fetching.</param>
    /// <exception cref="InvalidDataException">
    /// However often it is fetched, the download is not the model that the server named.
    /// </exception>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="BlockedException">A proxy or gateway refuses permanently.</exception>
    internal async Task<string> Fetch(ModelReference model, Traffic traffic, CancellationToken cancellation)
    {
        var path = Path.Combine(_directory, model.Sha256 + ".safetensors");
        if (File.Exists(path) && Sha256(path) == model.Sha256)
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return path;
        }

        var part = Path.Combine(_directory, model.Sha256 + ".part");
        var pauses = new RetryPauses(RetryPolicy.Request, _server.Time);
        for (var tries = 1; await Complete(model, part, traffic, cancellation) is { } fault; tries++)
        {
            // What lay here may have been garbled, or the server has no ranges: once more from the beginning.
            File.Delete(part);
            if (tries == RetryPolicy.TriesUntilBelieved)
            {
                throw new InvalidDataException(
                    $"The model cannot be fetched: {fault} Something in between may have changed it.");
            }

            await pauses.Wait(cancellation);
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
    /// <returns>What is wrong with the download; null if it is the model.</returns>
    private async Task<string?> Complete(
        ModelReference model, string part, Traffic traffic, CancellationToken cancellation)
    {
        var pauses = new RetryPauses(RetryPolicy.Request, _server.Time);
        var empty = 0;
        while (Length(part) is var first && first < model.Bytes)
        {
            if (await Append(model, part, first, traffic, cancellation) is { } fault)
            {
                return fault;
            }

            empty = Length(part) == first ? empty + 1 : 0;
            if (empty == RetryPolicy.TriesUntilBelieved)
            {
                return $"only {first} of {model.Bytes} bytes arrived.";
            }

            if (empty > 0)
            {
                await pauses.Wait(cancellation);
            }
        }

        return Length(part) == model.Bytes && Sha256(part) is var sha256 && sha256 == model.Sha256
            ? null : "its SHA-256 is not the one that the order names.";
    }

    /// <summary>Fetches what is missing, or as much of it as comes through.</summary>
    /// <returns>What is wrong with an answer that is not the missing part; null if it is that part.</returns>
    private async Task<string?> Append(
        ModelReference model, string part, long first, Traffic traffic, CancellationToken cancellation)
    {
        using var answer = await _server.GetFrom(Paths.Model(model.Sha256), first, cancellation);
        if (answer.Content.Headers.ContentLength + first > model.Bytes
            || answer.StatusCode != (first > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
            || (first > 0 && answer.Content.Headers.ContentRange?.From != first))
        {
            return $"the answer to a request from byte {first} on is {(int)answer.StatusCode} with "
                + $"{answer.Content.Headers.ContentLength} bytes.";
        }

        await using var file = new FileStream(part, FileMode.Append, FileAccess.Write);
        var buffer = new byte[1 << 16];
        while (first < model.Bytes && await Read(answer.Content, buffer, cancellation) is > 0 and var read)
        {
            traffic.Fetched(read);
            var kept = (int)Math.Min(read, model.Bytes - first);
            await file.WriteAsync(buffer.AsMemory(0, kept), cancellation);
            first += kept;
        }

        return null;
    }

    /// <summary>
    /// Continues reading; returns nothing if the download was cut off or has stalled: what arrived is kept, and the
    /// rest is requested again.
    /// </summary>
    private static async Task<int> Read(HttpContent content, byte[] buffer, CancellationToken cancellation)
    {
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silent.CancelAfter(LongestSilence);
        try
        {
            return await (await content.ReadAsStreamAsync(silent.Token)).ReadAsync(buffer, silent.Token);
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException
            || (cut is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return 0;
        }
    }

    private void Forget()
    {
        var old = new DirectoryInfo(_directory).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept);
        foreach (var file in old)
        {
            file.Delete();
        }
    }
}
