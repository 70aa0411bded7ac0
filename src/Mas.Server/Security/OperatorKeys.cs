using System.Security.Cryptography;
using System.Text;
using Mas.Learning;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Security;

/// <summary>
/// Operators' keys. The fleet keeps their digests alone; each names its operator and what that one may do. Read from the
/// database at every request, so that a key made or revoked beside the server counts at once.
/// </summary>
internal sealed class OperatorKeys(FleetStore store)
{
    /// <summary>What every key begins with.</summary>
    internal const string Prefix = "mas-";

    private const string Scheme = "Bearer ";
    private const int KeyBytes = 32;
    private const int LongestName = 64;

    /// <summary>Makes a key.</summary>
    /// <exception cref="InputException">The name cannot be used, or has a key.</exception>
    internal Task<string> Create(string name, IReadOnlyCollection<OperatorScope> scopes)
    {
        if (name.Length > LongestName || PlainText.Fault("--name", name) is not null)
        {
            throw new InputException(
                ValueFault.Of("--name", $"'{PlainText.Of(name)}'", $"1 to {LongestName} characters, {PlainText.Rule}"));
        }

        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var row = new OperatorKeyRow
        {
            Name = name,
            Sha256 = Digest(secret),
            Scopes = string.Join(',', scopes.Distinct().Order()),
        };
        return store.Do(database =>
        {
            var known = database.OperatorKeys.AsNoTracking().SingleOrDefault(key => key.Name == name);
            if (known is not null && known.Sha256 != row.Sha256)
                throw new InputException($"{name} has a key already; revoke it first: mas key --name {name} --revoke");
            if (known is null)
                database.OperatorKeys.Add(row);
            database.SaveChanges();
            return secret;
        });
    }

    /// <summary>Takes a key back.</summary>
    /// <returns>Whether there was one of that name.</returns>
    internal async Task<bool> Revoke(string name) =>
        await store.Do(database => database.OperatorKeys.Where(key => key.Name == name).ExecuteDelete()) > 0;

    /// <summary>The operator whose key a request has.</summary>
    /// <param name="request">The request; only its headers are looked at.</param>
    /// <param name="needed">What it needs.</param>
    /// <param name="why">Said before a refusal for too small a scope; a sentence, or nothing.</param>
    /// <exception cref="Refusal">It has no key that is known, or one of too small a scope.</exception>
    internal async Task<string> Operator(HttpRequest request, OperatorScope needed, string why = "")
    {
        var header = (string?)request.Headers.Authorization ?? "";
        if (!header.StartsWith(Scheme + Prefix, StringComparison.Ordinal))
            throw Stranger("The request has no operator's key.");
        var found = await Find(Digest(header[Scheme.Length..]));
        if (found is null)
            throw Stranger("The operator's key is not known.");
        AddressLimits.Known(request.HttpContext);
        var (name, scopes) = found.Value;
        return scopes.Contains(needed) || scopes.Contains(OperatorScope.Admin)
            ? name
            : throw new Refusal(
                StatusCodes.Status403Forbidden,
                $"{why}The key of {name} has not the scope {needed.ToString().ToLowerInvariant()}.");
    }

    /// <summary>Whose key has this digest, and what it may do; null where nobody's has.</summary>
    internal async Task<(string Name, IReadOnlyList<OperatorScope> Scopes)?> Find(string digest)
    {
        var wanted = Encoding.ASCII.GetBytes(digest);
        OperatorKeyRow? found = null;

        // Every key is compared, each in constant time: how long it takes tells nothing of any.
        foreach (var key in await store.Read(database => database.OperatorKeys.AsNoTracking().ToList()))
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.Sha256), wanted))
                found = key;
        }

        return found is null ? null : (found.Name, [.. found.Scopes.Split(',').Select(Enum.Parse<OperatorScope>)]);
    }

    private static Refusal Stranger(string sentence) =>
        new(StatusCodes.Status401Unauthorized, sentence) { IsOfStranger = true };

    /// <summary>What is kept of a key.</summary>
    internal static string Digest(string secret) => Sha256Name.Of(Encoding.UTF8.GetBytes(secret));
}
