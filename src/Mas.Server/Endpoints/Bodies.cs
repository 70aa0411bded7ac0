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

    /// <summary>Writes a body to a file behind what is there, flushed to the disk; what comes of it stays.</summary>
    /// <param name="request">The request.</param>
    /// <param name="digest">The body's digest.</param>
    /// <param name="file">The file, behind whose position nothing is.</param>
    /// <exception cref="Refusal">The body has another digest.</exception>
    internal static async Task Append(HttpRequest request, byte[] digest, FileStream file)
    {
        var first = file.Position;
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize =
            request.ContentLength;
        await request.Body.CopyToAsync(file, request.HttpContext.RequestAborted);
        file.Flush(flushToDisk: true);
        file.Position = first;
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
