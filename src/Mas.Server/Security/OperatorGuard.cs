using System.Globalization;
using Mas.Server.Refusals;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>
/// Lets an operator's request in, by a key or by an access token of the OpenID Connect provider, or says why not, from
/// its headers alone. While an address has failed too often, keys from it that the server does not remember have the
/// keys read again, a bounded number of times a minute: a good key is heard, and a flood of others costs the database
/// little. Thread-safe.
/// </summary>
/// <param name="keys">The operators' keys.</param>
/// <param name="addresses">How often strangers may fail.</param>
/// <param name="openId">The provider whose access tokens are accepted; null = keys alone.</param>
/// <param name="time">The clock.</param>
internal sealed class OperatorGuard(
    OperatorKeys keys, AddressLimits addresses, OpenIdTerms? openId, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const string AllKeys = "keys";
    private const int ReadingsPerMinute = 60;

    private readonly TokenBuckets<string> _readings = new(ReadingsPerMinute, time);

    /// <summary>The operator of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needed">What it needs.</param>
    /// <param name="why">Said before a refusal for too small a scope; a sentence, or nothing.</param>
    /// <exception cref="Refusal">Its key or token is not known and good, or has too small a scope.</exception>
    internal async Task<string> Operator(HttpRequest request, OperatorScope needed, string why = "")
    {
        var known = await Known(request);
        return known.Has(needed)
            ? known.Name
            : throw new Refusal(
                StatusCodes.Status403Forbidden,
                $"{why}The {known.Proof} of {known.Name} lacks the scope {needed.ToString().ToLowerInvariant()}.");
    }

    /// <summary>Whether the operator of a request may do something besides.</summary>
    /// <exception cref="Refusal">Its key or token is not known and good.</exception>
    internal async Task<bool> May(HttpRequest request, OperatorScope scope) => (await Known(request)).Has(scope);

    private static Refusal Stranger(string sentence) =>
        new(StatusCodes.Status401Unauthorized, sentence) { IsOfStranger = true };

    /// <summary>Who sent a request; looked up once per request.</summary>
    private async Task<KnownOperator> Known(HttpRequest request)
    {
        var context = request.HttpContext;
        if (context.Features.Get<KnownOperator>() is { } before)
        {
            return before;
        }

        var header = (string?)request.Headers.Authorization ?? "";
        var isKey = header.StartsWith(Scheme + OperatorKeys.Prefix, StringComparison.Ordinal);
        if (!isKey && (openId?.Audience is null || !header.StartsWith(Scheme, StringComparison.Ordinal)))
        {
            throw Stranger("The request has no operator's key.");
        }

        var known = isKey ? await OfKey(context, header[Scheme.Length..]) : await OfToken(context, openId!);
        AddressLimits.Known(context);
        Caller.Is(context, known.Name);
        context.Features.Set(known);
        return known;
    }

    private async Task<KnownOperator> OfKey(HttpContext context, string key)
    {
        var digest = OperatorKeys.Digest(key);
        if (!keys.Remembers(digest) && addresses.Wait(context) > TimeSpan.Zero)
        {
            // One reading brings every key, so few are enough however many keys are tried.
            if (_readings.Take(AllKeys) == TimeSpan.Zero)
            {
                await keys.Refresh();
            }

            if (!keys.Remembers(digest))
            {
                addresses.Check(context);
            }
        }

        var found = await keys.Look(digest) ?? throw Stranger("The operator's key is not known.");
        return found.ExpiredAt is { } expired
            ? throw Stranger(string.Create(
                CultureInfo.InvariantCulture,
                $"The key of {found.Name} expired on {expired:yyyy-MM-dd HH:mm} UTC; ")
                + "mas key --rotate makes a new one.")
            : new KnownOperator(found.Name, found.Scopes, "key");
    }

    private async Task<KnownOperator> OfToken(HttpContext context, OpenIdTerms terms)
    {
        // No database is asked, and the provider only for keys that it has not shown yet.
        addresses.Check(context);
        if (await AccessTokens.User(context) is not { } user)
        {
            throw Stranger(
                "The access token is not valid here: it is expired, of another provider, or for another audience.");
        }

        if (terms.NameOf(user) is not { } name)
        {
            throw Stranger("The access token names no operator: it has no 'sub'.");
        }

        return terms.ScopesOf(user) is { Count: > 0 } scopes
            ? new KnownOperator(name, scopes, "access token")
            : throw new Refusal(
                StatusCodes.Status403Forbidden, $"{name} has no value of {terms.Claim} that allows anything here.");
    }
}
