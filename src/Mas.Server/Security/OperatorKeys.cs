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
    internal string Create(string name, IReadOnlyCollection<OperatorScope> scopes)
    {
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new InputException($"--name '{name}' cannot be used; it must have 1 to {LongestName} characters.");
        using var database = store.Open();
        if (database.OperatorKeys.Any(key => key.Name == name))
            throw new InputException($"{name} has a key already; revoke it first: mas key --name {name} --revoke");
        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        database.OperatorKeys.Add(new OperatorKeyRow
        {
            Name = name,
            Sha256 = Digest(secret),
            Scopes = string.Join(',', scopes.Distinct().Order()),
        });
        database.SaveChanges();
        return secret;
    }

    /// <summary>Takes a key back.</summary>
    /// <returns>Whether there was one of that name.</returns>
    internal bool Revoke(string name)
    {
        using var database = store.Open();
        return database.OperatorKeys.Where(key => key.Name == name).ExecuteDelete() > 0;
    }

    /// <summary>The operator whose key a request has.</summary>
    /// <param name="request">The request; only its headers are looked at.</param>
    /// <param name="needed">What it needs.</param>
    /// <exception cref="Refusal">It has no key that is known, or one of too small a scope.</exception>
    internal string Operator(HttpRequest request, OperatorScope needed)
    {
        var header = (string?)request.Headers.Authorization ?? "";
        if (!header.StartsWith(Scheme + Prefix, StringComparison.Ordinal))
            throw new Refusal(StatusCodes.Status401Unauthorized, "The request has no operator's key.");
        var digest = Encoding.ASCII.GetBytes(Digest(header[Scheme.Length..]));
        using var database = store.Open();
        OperatorKeyRow? found = null;

        // Every key is compared, each in constant time: how long it takes tells nothing of any.
        foreach (var key in database.OperatorKeys.AsNoTracking())
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.Sha256), digest))
                found = key;
        }

        if (found is null)
            throw new Refusal(StatusCodes.Status401Unauthorized, "The operator's key is not known.");
        var scopes = found.Scopes.Split(',').Select(Enum.Parse<OperatorScope>).ToArray();
        return scopes.Contains(needed) || scopes.Contains(OperatorScope.Admin)
            ? found.Name
            : throw new Refusal(
                StatusCodes.Status403Forbidden,
                $"The key of {found.Name} has not the scope {needed.ToString().ToLowerInvariant()}.");
    }

    private static string Digest(string secret) => Sha256Name.Of(Encoding.UTF8.GetBytes(secret));
}
