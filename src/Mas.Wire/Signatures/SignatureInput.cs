using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mas.Wire.Signatures;

/// <summary>
/// The parameters of a request's signature (RFC 9421). What is covered never changes: method, authority, path, query and
/// body digest; so there is nothing to negotiate and nothing to leave out.
/// </summary>
/// <param name="Created">When it was signed, in seconds since 1970 by the server's clock.</param>
/// <param name="Nonce">The server's epoch, a dot, and a word used once.</param>
/// <param name="KeyId">The device's id.</param>
public sealed partial record SignatureInput(long Created, string Nonce, string KeyId)
{
    /// <summary>The name of the header with the parameters.</summary>
    public const string InputHeader = "Signature-Input";

    /// <summary>The name of the header with the signature.</summary>
    public const string SignatureHeader = "Signature";

    /// <summary>What a signature's header begins with; it ends with a colon.</summary>
    public const string SignaturePrefix = "mas=:";

    private const string Components = "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\")";
    private const int Longest = 400;

    /// <summary>The epoch the nonce begins with.</summary>
    public string Epoch => Nonce[..Nonce.IndexOf('.', StringComparison.Ordinal)];

    private string Parameters => string.Create(
        CultureInfo.InvariantCulture,
        $"{Components};created={Created};nonce=\"{Nonce}\";keyid=\"{KeyId}\";alg=\"ecdsa-p256-sha256\"");

    /// <summary>The parameters of a header's value; null where it is not as <see cref="ToString"/> writes.</summary>
    public static SignatureInput? Parse(string? value)
    {
        if (value is null or { Length: > Longest } || Form().Match(value) is not { Success: true } match)
        {
            return null;
        }

        return new SignatureInput(
            long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[2].Value,
            match.Groups[3].Value);
    }

    /// <summary>The header's value.</summary>
    public override string ToString() => $"mas={Parameters}";

    /// <summary>The bytes that are signed: the signature base of RFC 9421, section 2.5.</summary>
    /// <param name="method">GET, PUT, POST or DELETE.</param>
    /// <param name="authority">The server's name and, where it is not the scheme's own, its port, in lower case.</param>
    /// <param name="target">Path and query as they stand in the request.</param>
    /// <param name="contentDigest">The header of that name.</param>
    public byte[] Base(string method, string authority, string target, string contentDigest)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        return Encoding.UTF8.GetBytes(
            $"\"@method\": {method}\n\"@authority\": {authority}\n\"@path\": {path}\n"
            + $"\"@query\": {(query < 0 ? "?" : target[query..])}\n\"content-digest\": {contentDigest}\n\"@signature-params\": {Parameters}");
    }

    [GeneratedRegex(
        "^mas=\\(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\"\\);created=([0-9]{1,12});"
        + "nonce=\"([0-9a-f]{1,64}\\.[0-9a-f]{1,64})\";keyid=\"([0-9a-f]{64})\";alg=\"ecdsa-p256-sha256\"\\z")]
    private static partial Regex Form();
}
