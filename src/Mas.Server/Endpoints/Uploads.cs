using System.Collections.Concurrent;
using System.Security.Cryptography;
using Mas.Learning;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Endpoints;

/// <summary>
/// Weights that come in one piece or in several: what came of an upload that was cut stays until its order is over, and
/// it goes on there. One upload an order at a time, of the order's length at most. Thread-safe.
/// </summary>
internal sealed class Uploads(ModelFiles files)
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, bool> _held = [];
    private readonly ConcurrentDictionary<string, string> _digests = [];

    /// <summary>
    /// Holds an order while something is brought for it: an upload whose device has gone may be under way for a while.
    /// </summary>
    /// <exception cref="Refusal">It is held; a device asks again later.</exception>
    internal IDisposable Hold(string order) => _held.TryAdd(order, true)
        ? new Held(_held, order)
        : throw new Refusal(
            StatusCodes.Status429TooManyRequests, "Another request brings something for this order; ask again later.");

    /// <summary>Whether an order is held.</summary>
    internal bool IsHeld(string order) => _held.ContainsKey(order);

    /// <summary>Whether weights of this digest have come for an order, as far as is known without reading them.</summary>
    internal bool HasKept(string order, string sha256) =>
        _digests.TryGetValue(order, out var known) && known == sha256 && files.HasWeights(order);

    /// <summary>Whether the weights an update names have come. After a restart they are read, once.</summary>
    internal bool Has(string order, ModelReference weights)
    {
        if (!_digests.ContainsKey(order) && files.DigestOf(order) is { } found)
        {
            Kept(order, found);
        }

        return HasKept(order, weights.Sha256) && files.Uploaded(order) == weights.Bytes;
    }

    /// <summary>
    /// Remembers the digest of weights that are kept, so that no request can have them hashed again and again.
    /// A digest that was forgotten is computed again.
    /// </summary>
    internal void Kept(string order, string sha256)
    {
        if (_digests.Count >= MostRemembered)
        {
            _digests.Clear();
        }

        _digests[order] = sha256;
    }

    /// <summary>Takes a piece, after which the weights are whole; what is not as it should be takes all of them away.</summary>
    /// <param name="request">The request, whose order is held.</param>
    /// <param name="digest">The digest of its body.</param>
    /// <param name="piece">What it says it brings.</param>
    /// <param name="order">The order's name.</param>
    /// <param name="model">The order's model.</param>
    /// <exception cref="Refusal">What comes before is missing, or these are not the weights.</exception>
    internal async Task Take(
        HttpRequest request, byte[] digest, UploadPiece piece, string order, ModelReference model)
    {
        if (files.Uploaded(order) is var come && come < piece.First)
        {
            throw new Refusal(
                StatusCodes.Status409Conflict, $"Received so far of these weights: {Plural.Of(come, "byte")}; continue from there.");
        }

        _digests.TryRemove(order, out _);
        await using var part = files.OpenPart(order);
        part.SetLength(piece.First);
        part.Position = piece.First;
        try
        {
            await Bodies.Append(request, digest, part);
            await Check(part, piece, model);
        }
        catch (Refusal)
        {
            files.DeleteWeights(order);
            throw;
        }
    }

    private async Task Check(FileStream weights, UploadPiece piece, ModelReference model)
    {
        weights.Position = 0;
        if (piece.Sha256 is { } sha256
            && Convert.ToHexStringLower(await SHA256.HashDataAsync(weights)) != sha256)
        {
            throw new Refusal(
                StatusCodes.Status400BadRequest,
                "What came before does not belong to this rest; send the weights from the first byte on.");
        }

        weights.Position = 0;
        if (!files.HasHeaderOf(weights, model))
        {
            throw new Refusal(
                StatusCodes.Status400BadRequest,
                "The weights do not begin with the bytes the order's model begins with.");
        }
    }

    private sealed class Held(ConcurrentDictionary<string, bool> held, string order) : IDisposable
    {
        public void Dispose() => held.TryRemove(order, out _);
    }
}
