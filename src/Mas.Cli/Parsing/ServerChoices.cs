using System.CommandLine;
using Mas.Learning;

namespace Mas.Cli.Parsing;

/// <summary>Which server an operator connects to, how it is trusted, and the operator's key.</summary>
internal sealed class ServerChoices
{
    private readonly ServerAddress _address;

    private readonly Option<string?> _key = Choice.Place(
        "--key", "KEY", "The operator's key, made by mas key. Default: the environment variable "
        + $"{EnvironmentVariables.Key}, which, unlike a command line, other users cannot read.");

    /// <summary>The options, adding them to a verb.</summary>
    internal ServerChoices(Verb verb)
    {
        _address = new ServerAddress(verb);
        verb.Add(ServerAddress.Heading, _key);
    }

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="InputException">The certificates cannot be read, or there is no key.</exception>
    internal ServerAccess Read(ParseResult parsed)
    {
        var (server, trust) = _address.Read(parsed);
        var key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable(EnvironmentVariables.Key);
        return string.IsNullOrEmpty(key)
            ? throw new InputException(
                $"The operator's key is missing; give --key, or set {EnvironmentVariables.Key}. mas key makes one.")
            : new ServerAccess(server, trust, key);
    }
}
