using System.Net;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Device.Connections;

/// <summary>
/// The models a device has fetched, by their content: an order whose model is here costs no download, and a download
/// that was cut off goes on where it stopped. What comes is checked; where it is wrong again and again, something in
/// between changes it, and the order fails. It keeps the last few.
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
    /// <param name="traffic">Counts what is fetched, what is thrown away included.</param>
    /// <param name="cancellation">Ends the fetching.</param>
    /// <exception cref="InvalidDataException">
    /// What comes is not what the server named, however often it is fetched.
    /// </exception>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="BlockedException">Something in between refuses for good.</exception>
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
                    $"The model cannot be fetched: {fault} Something in between may change it.");
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
    /// <returns>What is wrong with what came; null where it is the model.</returns>
    private async Task<string?> Complete(
        ModelReference model, string part, Traffic traffic, CancellationToken cancellation)
    {
        var pauses = new RetryPauses(RetryPolicy.Request, _server.Time);
        var empty = 0;
        while (Length(part) is var first && first < model.Bytes)
        {
            if (await Append(model, part, first, traffic, cancellation) is { } fault)
                return fault;
            empty = Length(part) == first ? empty + 1 : 0;
            if (empty == RetryPolicy.TriesUntilBelieved)
                return $"of {model.Bytes} bytes only {first} come.";
            if (empty > 0)
                await pauses.Wait(cancellation);
        }

        return Length(part) == model.Bytes && Sha256(part) is var sha256 && sha256 == model.Sha256
            ? null : "what comes has another SHA-256 than the one the order names.";
    }

    /// <summary>Fetches what is missing, or as much of it as comes through.</summary>
    /// <returns>What is wrong where the answer is not about what is missing; null where it is.</returns>
    private async Task<string?> Append(
        ModelReference model, string part, long first, Traffic traffic, CancellationToken cancellation)
    {
        using var answer = await _server.GetFrom(Paths.Model(model.Sha256), first, cancellation);
        if (answer.Content.Headers.ContentLength + first > model.Bytes
            || answer.StatusCode != (first > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
            || (first > 0 && answer.Content.Headers.ContentRange?.From != first))
        {
            return $"asked for it from byte {first} on, the answer is {(int)answer.StatusCode} with "
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
    /// Reads on; nothing where the download was cut or stands still: what came is kept, the rest is asked for anew.
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
            file.Delete();
    }
}
