using System.CommandLine;
using Mas.Learning;

namespace Mas.Cli.Parsing;

/// <summary>Which server an operator speaks to, and by which key: the same for every verb that does.</summary>
internal sealed class ServerChoices
{
    /// <summary>Where the key is looked for besides the command line, which all of the machine can read.</summary>
    internal const string KeyVariable = "MAS_KEY";

    private readonly Option<string> _server = new("--server")
    {
        HelpName = "URL",
        Description = "The server's address: https, or http on this machine.",
        Required = true,
    };

    private readonly Option<string?> _key = Choice.Place(
        "--key", "KEY", $"The operator's key, of mas key. Left out: the environment's {KeyVariable}.");

    /// <summary>The options, adding them to a verb.</summary>
    internal ServerChoices(Command verb)
    {
        verb.Add(_server);
        verb.Add(_key);
    }

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="InputException">The address is none, or there is no key.</exception>
    internal (Uri Server, string Key) Read(ParseResult parsed)
    {
        var text = parsed.GetValue(_server)!;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var server)
            || server.Scheme is not ("http" or "https"))
        {
            throw new InputException($"--server {text} is no address; give one such as https://fleet.example.org.");
        }

        if (server.Scheme == Uri.UriSchemeHttp && !server.IsLoopback)
            throw new InputException($"--server {text} is another machine; give an https address.");
        var key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable(KeyVariable);
        return string.IsNullOrEmpty(key)
            ? throw new InputException($"There is no key; give --key, or set {KeyVariable}. mas key makes one.")
            : (server, key);
    }
}
