using System.Globalization;
using Mas.Learning;
using Mas.Server.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Mas.Server.Endpoints;

/// <summary>
/// The bytes of a file that a request asks for (RFC 9110, section 14): all of them, or one range. What cannot be read as a
/// range, several of them, and one that <c>If-Range</c> makes depend on a version are no range, and all bytes are meant:
/// the files here have no versions.
/// </summary>
/// <param name="First">The first byte.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Whole">How many bytes the file has.</param>
internal sealed record ByteRange(long First, long Length, long Whole)
{
    private const string Unit = "bytes=";

    /// <summary>Whether these are not simply all bytes.</summary>
    internal bool IsPart { get; private init; }

    /// <summary>What a request asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="length">How many bytes the file has.</param>
    /// <exception cref="Refusal">Nothing of the range is there.</exception>
    internal static ByteRange Of(HttpRequest request, long length)
    {
        if (request.Headers.ContainsKey(HeaderNames.IfRange) || Read(request.Headers.Range) is not { } asked)
        {
            return new ByteRange(0, length, length);
        }

        var (first, last) = asked switch
        {
            (null, { } suffix) => (Math.Max(0, length - suffix), length - 1),
            ({ } from, { } to) => (from, Math.Min(to, length - 1)),
            ({ } from, null) => (from, length - 1),
            _ => (length, length - 1),
        };
        if (first <= last)
        {
            return new ByteRange(first, last - first + 1, length) { IsPart = true };
        }

        request.HttpContext.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
        throw new Refusal(
            StatusCodes.Status416RangeNotSatisfiable, $"There are {Plural.Of(length, "byte")}, and none in this range.");
    }

    /// <summary>Says in the head of an answer what is sent.</summary>
    internal void Describe(HttpResponse response)
    {
        response.Headers.AcceptRanges = "bytes";
        response.ContentLength = Length;
        if (!IsPart)
        {
            return;
        }

        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = string.Create(
            CultureInfo.InvariantCulture, $"bytes {First}-{First + Length - 1}/{Whole}");
    }

    /// <summary>First and last byte of the only range of a header; a last byte alone is that many from the end.</summary>
    private static (long? First, long? Last)? Read(string? header)
    {
        if (header?.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) != true
            || header[Unit.Length..].Split('-') is not [var from, var to])
        {
            return null;
        }

        var (first, last) = (Number(from), Number(to));
        var isRange = (first, last) switch
        {
            ({ } start, { } end) => start <= end,
            ({ }, null) => to.Length == 0,
            (null, { }) => from.Length == 0,
            _ => false,
        };
        return isRange ? (first, last) : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
