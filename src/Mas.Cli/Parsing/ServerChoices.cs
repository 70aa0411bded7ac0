using System.CommandLine;
using Mas.Device.Connections;
using Mas.Learning;

namespace Mas.Cli.Parsing;

/// <summary>Which server an operator speaks to, whom it trusts, and by which key: the same for every verb that does.</summary>
internal sealed class ServerChoices
{
    /// <summary>Where the key is looked for besides the command line, which all of the machine can read.</summary>
    internal const string KeyVariable = "MAS_KEY";

    private readonly Option<string> _server = Address();
    private readonly Option<string?> _trusted = Trusted();

    private readonly Option<string?> _key = Choice.Place(
        "--key", "KEY", $"The operator's key, of mas key. Left out: the environment's {KeyVariable}.");

    /// <summary>The options, adding them to a verb.</summary>
    internal ServerChoices(Command verb)
    {
        verb.Add(_server);
        verb.Add(_trusted);
        verb.Add(_key);
    }

    /// <summary><c>--server</c>, the same for operators and devices.</summary>
    internal static Option<string> Address() => new("--server")
    {
        HelpName = "URL",
        Description = "The server's address: https, or http on this machine.",
        Required = true,
    };

    /// <summary><c>--ca</c>, the same for operators and devices.</summary>
    internal static Option<string?> Trusted() => Choice.Place(
        "--ca", "FILE", "The certificates, PEM, by whose word alone the server is trusted: of an authority, or the server's "
        + "own that mas certificate has made. Left out: the system's authorities.");

    /// <summary>An address that can be spoken to.</summary>
    /// <exception cref="InputException">It is none.</exception>
    internal static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw new InputException($"--server {text} is no address; give one such as https://fleet.example.org.");

    /// <summary>Whom to trust.</summary>
    /// <exception cref="InputException">The file cannot be read, or has no certificate.</exception>
    internal static ServerTrust Trust(string? file) => file is null ? ServerTrust.OfSystem : ServerTrust.OfFile(file);

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="InputException">The address is none, whom to trust cannot be read, or there is no key.</exception>
    internal ServerDoor Read(ParseResult parsed)
    {
        var (server, trust) = (Address(parsed.GetValue(_server)!), Trust(parsed.GetValue(_trusted)));
        var key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable(KeyVariable);
        return string.IsNullOrEmpty(key)
            ? throw new InputException($"There is no key; give --key, or set {KeyVariable}. mas key makes one.")
            : new ServerDoor(server, trust, key);
    }
}
