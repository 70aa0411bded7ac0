using System.Security.Cryptography;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mas.Server.Security;

/// <summary>
/// Lets a request in that a device has signed, or says why not, from its headers alone: nothing of a body is read
/// before its signature holds. The body must then have the digest that was signed.
/// </summary>
/// <param name="devices">Who has joined.</param>
/// <param name="limits">How much a device may ask.</param>
/// <param name="addresses">How often strangers may fail.</param>
/// <param name="names">What devices know the server by.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestGuard(
    DeviceBook devices, DeviceLimits limits, AddressLimits addresses, OwnNames names, TimeProvider time)
{
    private readonly NonceBook _nonces = new();

    /// <summary>What every nonce begins with: new at every start, so that requests from before are no good.</summary>
    internal string Epoch { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The device that signed a request, and the digest its body must have.</summary>
    /// <exception cref="Refusal">The signature does not hold, or the device is not known.</exception>
    internal (DeviceRow Device, byte[] Digest) Device(HttpRequest request)
    {
        var input = Input(request);
        if (!devices.Knows(input.KeyId))
            addresses.Check(request.HttpContext);
        var device = devices.Find(input.KeyId) ?? throw Stranger("The device has not joined.");
        var digest = Signed(request, input, device.PublicKey);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (!_nonces.Use($"{input.KeyId} {input.Nonce}", now, 2 * Protocol.SignatureWindowSeconds))
            throw Unsigned("The signature has been used.");
        AddressLimits.Known(request.HttpContext);
        limits.Count(device);
        devices.Saw(device);
        request.HttpContext.Features.Set(device);
        return (device, digest);
    }

    /// <summary>The parameters of a request's signature, of this epoch and this minute.</summary>
    /// <exception cref="Refusal">They are not.</exception>
    internal SignatureInput Input(HttpRequest request)
    {
        if (!names.Include(request))
        {
            throw new Refusal(
                StatusCodes.Status421MisdirectedRequest, "The request is addressed to another server than this one.");
        }

        var input = SignatureInput.Parse(request.Headers[SignatureInput.InputHeader])
            ?? throw Stranger("The request is not signed as the protocol says.");
        if (input.Epoch != Epoch)
            throw Unsigned("The signature is of another epoch; say hello and sign anew.");
        var distance = Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - input.Created);
        return distance <= Protocol.SignatureWindowSeconds
            ? input
            : throw Unsigned($"The signature is {distance} seconds off the server's clock; say hello and sign anew.");
    }

    /// <summary>
    /// Checks a request's signature and no more: one to join may come twice, and uses no nonce, since anybody can sign
    /// with a key of the hour and would fill the book.
    /// </summary>
    /// <returns>The digest its body must have.</returns>
    /// <exception cref="Refusal">The signature is not this key's over this request.</exception>
    internal static byte[] Signed(HttpRequest request, SignatureInput input, byte[] publicKey)
    {
        var header = (string?)request.Headers[ContentDigest.Header];
        var digest = ContentDigest.Parse(header) ?? throw Stranger("The request has no Content-Digest of one SHA-256.");
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var key = DeviceId.Import(publicKey) ?? throw Stranger("The key is no public key of P-256.");
        var signature = (string?)request.Headers[SignatureInput.SignatureHeader];
        return RequestSignature.IsValid(key, signature, input, request.Method, Authority(request), target, header!)
            ? digest
            : throw Stranger("The signature does not hold.");
    }

    private static string Authority(HttpRequest request) => request.Host.Value?.ToLowerInvariant() ?? "";

    /// <summary>Who signed may well be known: an honest device signs anew after a restart, or by another clock.</summary>
    private static Refusal Unsigned(string sentence) => new(StatusCodes.Status401Unauthorized, sentence);

    private static Refusal Stranger(string sentence) =>
        new(StatusCodes.Status401Unauthorized, sentence) { IsOfStranger = true };
}
