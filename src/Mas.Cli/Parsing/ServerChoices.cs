using System.CommandLine;
using Mas.Device.Connections;
using Mas.Learning;

namespace Mas.Cli.Parsing;

/// <summary>Which server an operator connects to, how it is trusted, and the operator's key.</summary>
internal sealed class ServerChoices
{
    private readonly Option<string> _server = Address();
    private readonly Option<string?> _trusted = Trusted();

    private readonly Option<string?> _key = Choice.Place(
        "--key", "KEY", $"The operator's key, made by mas key. Default: the environment's {EnvironmentVariables.Key}, "
        + "which other users of the machine cannot read.");

    /// <summary>The options, adding them to a verb.</summary>
    internal ServerChoices(Verb verb) => verb.Add(OptionSection.Server, _server, _trusted, _key);

    /// <summary><c>--server</c>, the same for operators and devices.</summary>
    internal static Option<string> Address()
    {
        var option = Choice.Required("--server", "URL", "The server's address: https, or http on this machine.");
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsAddress(token.Value))
            {
                result.AddError(
                    ValueFault.Of(option.Name, $"'{token.Value}'", "an address such as https://fleet.example.org"));
            }
        });
        return option;
    }

    /// <summary><c>--ca</c>, the same for operators and devices.</summary>
    internal static Option<string?> Trusted() => Choice.Place(
        "--ca", "FILE", "The certificates to trust, as PEM: an authority's, or the server's own from mas certificate. "
        + "Default: the system's authorities.");

    /// <summary>Whom to trust.</summary>
    /// <exception cref="InputException">The file cannot be read, or has no certificate.</exception>
    internal static ServerTrust Trust(string? file) => file is null ? ServerTrust.OfSystem : ServerTrust.OfFile(file);

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="InputException">The certificates cannot be read, or there is no key.</exception>
    internal ServerAccess Read(ParseResult parsed)
    {
        var (server, trust) = (new Uri(parsed.GetValue(_server)!), Trust(parsed.GetValue(_trusted)));
        var key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable(EnvironmentVariables.Key);
        return string.IsNullOrEmpty(key)
            ? throw new InputException(
                $"The operator's key is missing; give --key, or set {EnvironmentVariables.Key}. mas key makes one.")
            : new ServerAccess(server, trust, key);
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https";
}
