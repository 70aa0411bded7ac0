using System.Net;
using System.Security.Cryptography;
using Mas.Learning;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mas.Server.Security;

/// <summary>
/// Lets a request in that a device has signed, or says why not, from its headers alone: nothing of a body is read
/// before its signature holds. The body must then have the digest that was signed. What is cheap is looked at first, what
/// was used up, the signature, then the database, and what is refused for a limit has used no nonce.
/// </summary>
/// <param name="devices">Who has joined.</param>
/// <param name="limits">How much a device may ask.</param>
/// <param name="addresses">How often strangers may fail.</param>
/// <param name="names">What devices know the server by.</param>
/// <param name="terms">How much of what did not hold may be said in a device's name at one address.</param>
/// <param name="certified">Whether devices must have shown a certificate; TLS has checked it.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestGuard(
    DeviceBook devices, DeviceLimits limits, AddressLimits addresses, OwnNames names, LimitTerms terms, bool certified,
    TimeProvider time)
{
    private const int MostNonces = 1_000_000;
    private const int MostNoncesOfADevice = MostNonces / 10;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly NonceBook _nonces = new(MostNoncesOfADevice, MostNonces);

    // By address and device: what others say in a device's name elsewhere takes nothing from the device.
    private readonly TokenBuckets<(IPAddress Address, string Device)> _untrue = new(terms.RequestsPerMinute, time);
    private long _checked;

    /// <summary>How many signatures were checked.</summary>
    internal long Checked => Interlocked.Read(ref _checked);

    /// <summary>What every nonce begins with: new at every start, so that requests from before are no good.</summary>
    internal string Epoch { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The device that signed a request, and the digest its body must have.</summary>
    /// <param name="request">The request.</param>
    /// <param name="remembered">
    /// Whether what the server remembers of the device is enough where it remembers it, so that the request waits for no
    /// database: for one that gives and takes nothing.
    /// </param>
    /// <exception cref="Refusal">The signature does not hold, or the device is not known, or asks too much.</exception>
    internal async Task<(DeviceRow Device, byte[] Digest)> Device(HttpRequest request, bool remembered = false)
    {
        var context = request.HttpContext;
        var input = Input(request);
        if (devices.Known(input.KeyId) is not { } device)
        {
            throw Stranger("The device has not joined.");
        }

        var digest = Own(request, input, device.PublicKey);
        limits.Enter(device.Id, context);
        Use(request, input);
        if ((remembered ? devices.Known(device.Id) : await devices.Find(device.Id)) is not { } found)
        {
            throw Stranger("The device has not joined.");
        }

        AddressLimits.Known(context);
        devices.Saw(found);
        context.Features.Set(found);
        return (found, digest);
    }

    /// <summary>The parameters of a request's signature, of this epoch and this minute.</summary>
    /// <exception cref="Refusal">They are not, or too much was asked in this device's name, or at this address.</exception>
    internal SignatureInput Input(HttpRequest request)
    {
        if (!names.Include(request))
        {
            throw new Refusal(
                StatusCodes.Status421MisdirectedRequest,
                PlainText.Of(
                    $"The request is addressed to {request.Host}, which is not a name of this server; "
                    + "'mas serve --authority' sets its name."));
        }

        if (certified && request.HttpContext.Connection.ClientCertificate is null)
        {
            addresses.Check(request.HttpContext);
            throw new Refusal(
                StatusCodes.Status403Forbidden,
                "The server accepts only devices that show a certificate of its owner's authority; give --certificate.")
            {
                IsOfStranger = true,
            };
        }

        var input = SignatureInput.Parse(request.Headers[SignatureInput.InputHeader]);
        if (input is null || devices.Known(input.KeyId) is null)
        {
            addresses.Check(request.HttpContext);
        }

        if (input is null)
        {
            throw Stranger("The request is not signed as the protocol says.");
        }

        limits.Check(input.KeyId);
        if (_untrue.Wait(Claim(request, input)) is var wait && wait > TimeSpan.Zero)
        {
            throw TooMuchUntrue(wait);
        }

        if (input.Epoch != Epoch)
        {
            throw Untrue(request, input, "The signature is of another epoch; send a hello and sign again.");
        }

        var distance = Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - input.Created);
        return distance <= Protocol.SignatureWindowSeconds ? input : throw Untrue(
            request, input,
                $"The signature is {distance} seconds off the server's clock; send a hello and sign again.");
    }

    /// <summary>Checks the signature of a request, and counts it as the device's whose key this is.</summary>
    /// <returns>The digest its body must have.</returns>
    /// <exception cref="Refusal">The signature is not this key's, or the device asks too often.</exception>
    internal byte[] Own(HttpRequest request, SignatureInput input, byte[] publicKey)
    {
        Interlocked.Increment(ref _checked);
        try
        {
            var digest = Signed(request, input, publicKey);
            limits.Count(input.KeyId);
            return digest;
        }
        catch (Refusal refusal) when (refusal.IsOfStranger)
        {
            _untrue.Take(Claim(request, input));
            throw;
        }
    }

    private static byte[] Signed(HttpRequest request, SignatureInput input, byte[] publicKey)
    {
        var header = (string?)request.Headers[ContentDigest.Header];
        var digest = ContentDigest.Parse(header) ?? throw Stranger("The request has no Content-Digest of one SHA-256.");
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var key = DeviceId.Import(publicKey) ?? throw Stranger("The key is not a P-256 public key.");
        var signature = (string?)request.Headers[SignatureInput.SignatureHeader];
        return RequestSignature.IsValid(key, signature, input, request.Method, Authority(request), target, header!)
            ? digest
            : throw Stranger("The signature does not hold.");
    }

    private static string Authority(HttpRequest request) => request.Host.Value?.ToLowerInvariant() ?? "";

    private static (IPAddress Address, string Device) Claim(HttpRequest request, SignatureInput input) =>
        (AddressLimits.Of(request.HttpContext), input.KeyId);

    private static Refusal Stranger(string sentence) =>
        new(StatusCodes.Status401Unauthorized, sentence) { IsOfStranger = true };

    private static Refusal TooMuchUntrue(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests, "Too many requests in the name of this device have failed at this address.")
    {
        RetryAfter = wait,
    };

    /// <summary>Uses the nonce of a device's request.</summary>
    /// <exception cref="Refusal">It has been used, which others can do too; or there is no room for it.</exception>
    private void Use(HttpRequest request, SignatureInput input)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (_nonces.Use(input.KeyId, input.Nonce, now, 2 * Protocol.SignatureWindowSeconds) is not { } isFree)
        {
            throw new Refusal(
                StatusCodes.Status503ServiceUnavailable, "The server has no room for this request now; ask again later.")
            {
                RetryAfter = Soon,
            };
        }

        if (isFree)
        {
            return;
        }

        limits.GiveBack(input.KeyId);
        throw Untrue(request, input, "The signature has been used.");
    }

    /// <summary>
    /// Counts what does not hold in a device's name at one address. Who signed may well be known: an honest device signs
    /// anew after a restart, or by another clock.
    /// </summary>
    private Refusal Untrue(HttpRequest request, SignatureInput input, string sentence) =>
        _untrue.Take(Claim(request, input)) is var wait && wait > TimeSpan.Zero
            ? TooMuchUntrue(wait) : new(StatusCodes.Status401Unauthorized, sentence);
}
