using System.CommandLine;
using Mas.Device.Connections;
using Mas.Learning;

namespace Mas.Commands.Parsing;

/// <summary>Which server is spoken to and how it is trusted, the same for operators and devices.</summary>
internal sealed class ServerAddress
{
    /// <summary>The heading of the options.</summary>
    internal const string Heading = "Server";

    private readonly Option<string> _server =
        Choice.Required("--server", "URL", "The server's address: https, or http on this machine.");

    private readonly Option<string?> _trusted = Choice.Place(
        "--ca", "FILE", "The certificates to trust, as PEM: an authority's, or the server's own from mas certificate. "
        + "Default: the system's authorities.");

    /// <summary>The options, adding them to a verb.</summary>
    internal ServerAddress(Verb verb)
    {
        _server.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsAddress(token.Value))
            {
                result.AddError(
                    ValueFault.Of(_server.Name, $"'{token.Value}'", "an address such as https://fleet.example.org"));
            }
        });
        verb.Add(Heading, _server, _trusted);
    }

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="InputException">The file of certificates cannot be read, or has none.</exception>
    internal (Uri Server, ServerTrust Trust) Read(ParseResult parsed) => (
        new Uri(parsed.GetValue(_server)!),
        parsed.GetValue(_trusted) is { } file ? ServerTrust.OfFile(file) : ServerTrust.OfSystem);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https";
}
