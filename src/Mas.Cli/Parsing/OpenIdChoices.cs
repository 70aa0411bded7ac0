using System.CommandLine;
using Mas.Learning;
using Mas.Server.Security;
using Mas.Wire;

namespace Mas.Cli.Parsing;

/// <summary>With which OpenID Connect provider operators show who they are beside keys.</summary>
internal sealed class OpenIdChoices
{
    private const string Heading = "OpenID Connect";
    private const string Example = "fleet-readers=read,fleet-admins=admin";

    private static readonly string[] _words =
        [.. Enum.GetNames<OperatorScope>().Select(scope => scope.ToLowerInvariant())];

    private readonly Option<string?> _authority = Choice.Place(
        "--oidc-authority", "URL", "The provider with which operators can also sign in to the dashboard. It redirects "
        + $"browsers to {OpenIdTerms.BackPath} on this server. Default: sign-in by key only.");

    private readonly Option<string?> _client = Choice.Place(
        "--oidc-client", "NAME", "This server's client ID at the provider.");

    private readonly Option<string?> _secret = Choice.Place(
        "--oidc-secret-file", "FILE", "A file with the client secret, on one line.");

    private readonly Option<string?> _audience = Choice.Place(
        "--oidc-audience", "NAME", "Accept the provider's access tokens in place of operators' keys: JSON Web Tokens "
        + "for this audience, which is not --oidc-client. Default: none.");

    private readonly Option<string> _claim = Choice.Word(
        "--oidc-claim", "NAME", "roles", "The claim whose values decide what an operator may do.");

    private readonly Option<string?> _scopes = Choice.Place(
        "--oidc-scopes", "LIST", "The scopes of each value of the claim, joined by +: "
        + $"{Example}. Operators without any of these values are refused.");

    /// <summary>The options, adding them to a verb.</summary>
    internal OpenIdChoices(Verb verb) => verb.Add(Heading, _authority, _client, _secret, _audience, _claim, _scopes);

    /// <summary>What does not fit together, one sentence per fault.</summary>
    internal IEnumerable<string> Faults(ParseResult parsed)
    {
        Option<string?>[] others = [_client, _secret, _scopes];
        if (parsed.GetValue(_authority) is not { } authority)
        {
            return others.Append(_audience).Where(other => parsed.GetValue(other) is not null)
                .Select(other => $"{other.Name} needs --oidc-authority: the provider.");
        }

        return
        [
            .. others.Where(other => parsed.GetValue(other) is null)
                .Select(other => $"--oidc-authority needs {other.Name}."),
            .. parsed.GetValue(_audience) is { } audience && audience == parsed.GetValue(_client)
                ? new[]
                {
                    ValueFault.Of(
                        _audience.Name, $"'{audience}'",
                        "another name than --oidc-client, whose tokens are browsers' ID tokens"),
                }
                : [],
            .. IsAuthority(authority) ? [] : new[]
            {
                ValueFault.Of(_authority.Name, $"'{authority}'", "an https address, or an http one of this machine"),
            },
            .. parsed.GetValue(_scopes) is { } scopes && Scopes(scopes) is null
                ? new[] { ValueFault.Of(_scopes.Name, $"'{scopes}'", $"values and scopes, such as {Example}") } : [],
        ];
    }

    /// <summary>What the command line asks for; null = keys alone.</summary>
    /// <exception cref="InputException">The secret's file cannot be read.</exception>
    internal OpenIdTerms? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_authority) is not { } authority)
        {
            return null;
        }

        var file = parsed.GetValue(_secret)!;
        try
        {
            return new OpenIdTerms
            {
                Authority = new Uri(authority),
                Client = parsed.GetValue(_client)!,
                Secret = File.ReadAllText(file).Trim(),
                Audience = parsed.GetValue(_audience),
                Claim = parsed.GetValue(_claim)!,
                Scopes = Scopes(parsed.GetValue(_scopes)!)!,
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--oidc-secret-file {file} cannot be read: {fault.Message}", fault);
        }
    }

    private static bool IsAuthority(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && Loopback.IsNamed(address.Host)));

    private static Dictionary<string, IReadOnlyList<OperatorScope>>? Scopes(string list)
    {
        var scopes = new Dictionary<string, IReadOnlyList<OperatorScope>>();
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [{ Length: > 0 } value, var words]
                || words.Split('+') is var each && !each.All(_words.Contains)
                || !scopes.TryAdd(value, [.. each.Select(word => Enum.Parse<OperatorScope>(word, ignoreCase: true))]))
            {
                return null;
            }
        }

        return scopes;
    }
}
