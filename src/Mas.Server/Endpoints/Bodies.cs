using System.Buffers;
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
    private const int BufferBytes = 1 << 16;

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
        {
            throw new Refusal(StatusCodes.Status411LengthRequired, "The request does not say how long its body is.");
        }

        if (length > longest)
        {
            throw new Refusal(StatusCodes.Status413PayloadTooLarge, $"This document has at most {longest} bytes.");
        }

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
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize =
            request.ContentLength;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), request.HttpContext.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        file.Flush(flushToDisk: true);
        Compare(hash.GetHashAndReset(), digest);
    }

    /// <summary>Answers with what was asked for of a file.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="file">The file.</param>
    /// <param name="range">What of it.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="sent">Called with the number of bytes after each few of them are sent.</param>
    internal static async Task Send(
        HttpResponse response, FileStream file, ByteRange range, string type, Action<int>? sent = null)
    {
        var aborted = response.HttpContext.RequestAborted;
        response.ContentType = type;
        range.Describe(response);
        file.Position = range.First;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var left = range.Length; left > 0;)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferBytes)), aborted);
                if (read == 0)
                {
                    throw new IOException($"{file.Name} has become shorter.");
                }

                await response.Body.WriteAsync(buffer.AsMemory(0, read), aborted);
                sent?.Invoke(read);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
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
        {
            throw new Refusal(StatusCodes.Status400BadRequest, "The body is not the one that was signed.");
        }
    }
}
