using System.Security.Cryptography;
using Mas.Server.Refusals;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mas.Server.Endpoints;

/// <summary>Bodies whose length is known before and whose digest was signed: anything else is refused.</summary>
internal static class Bodies
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="Refusal">It is longer than a document may be, or has another digest.</exception>
    internal static async Task<byte[]> Document(HttpRequest request, byte[] digest)
    {
        var bytes = await Document(request, Protocol.LongestDocument);
        Compare(SHA256.HashData(bytes), digest);
        return bytes;
    }

    /// <summary>Reads a document whose digest cannot be known yet: that of a device that joins.</summary>
    /// <exception cref="Refusal">It is longer than that.</exception>
    internal static async Task<byte[]> Document(HttpRequest request, int longest)
    {
        if (request.ContentLength is not { } length)
            throw new Refusal(StatusCodes.Status411LengthRequired, "The request does not say how long its body is.");
        if (length > longest)
            throw new Refusal(StatusCodes.Status413PayloadTooLarge, $"This document has at most {longest} bytes.");

        var bytes = new byte[length];
        await request.Body.ReadExactlyAsync(bytes, request.HttpContext.RequestAborted);
        return bytes;
    }

    /// <summary>Writes a body to a file, flushed to the disk; its length and digest are those expected.</summary>
    /// <exception cref="Refusal">They are not.</exception>
    internal static async Task ToFile(HttpRequest request, byte[] digest, long length, string path)
    {
        if (request.ContentLength != length)
        {
            throw new Refusal(
                StatusCodes.Status413PayloadTooLarge,
                $"The weights of this order take {length} bytes, no more, no less.");
        }

        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = length;
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        await request.Body.CopyToAsync(file, request.HttpContext.RequestAborted);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        Compare(await SHA256.HashDataAsync(file), digest);
    }

    /// <summary>Answers with a document.</summary>
    internal static Task Write(HttpResponse response, byte[] document)
    {
        response.ContentType = Protocol.DocumentType;
        response.ContentLength = document.Length;
        return response.Body.WriteAsync(document).AsTask();
    }

    /// <summary>Answers with a refusal.</summary>
    internal static Task Refuse(HttpResponse response, int status, string sentence)
    {
        response.StatusCode = status;
        return Write(response, RefusalDocument.Of(sentence).ToBytes());
    }

    private static void Compare(byte[] found, byte[] signed)
    {
        if (!CryptographicOperations.FixedTimeEquals(found, signed))
            throw new Refusal(StatusCodes.Status400BadRequest, "The body is not the one that was signed.");
    }
}
