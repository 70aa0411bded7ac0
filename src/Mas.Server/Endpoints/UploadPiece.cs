using System.Globalization;
using Mas.Server.Refusals;
using Mas.Wire;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Endpoints;

/// <summary>What a request brings of weights: all of them from a byte on.</summary>
/// <param name="First">The first byte it brings.</param>
/// <param name="Sha256">The digest that all of them must have; null where they come in one piece.</param>
internal sealed record UploadPiece(long First, string? Sha256)
{
    private static readonly UploadPiece _all = new(0, null);

    /// <summary>What a request says it brings, of the length that must be left.</summary>
    /// <param name="request">The request.</param>
    /// <param name="length">How many bytes the weights have.</param>
    /// <exception cref="Refusal">It cannot be understood, or its body is longer or shorter.</exception>
    internal static UploadPiece Of(HttpRequest request, long length)
    {
        var piece = (string?)request.Query[Paths.From] is { } from ? GoingOn(from, request.Query[Paths.Whole]) : _all;
        return piece.First <= length && request.ContentLength == length - piece.First
            ? piece
            : throw new Refusal(
                StatusCodes.Status413PayloadTooLarge,
                $"The weights of this order take {length} bytes, no more, no less.");
    }

    private static UploadPiece GoingOn(string from, string? sha256) =>
        long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && Sha256Name.IsOne(sha256)
            ? new UploadPiece(first, sha256)
            : throw new Refusal(
                StatusCodes.Status400BadRequest,
                $"Weights that go on say in {Paths.From} from which byte, in {Paths.Whole} the digest of all of them.");
}
