using System.CommandLine;
using System.Net;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Certificates;

namespace Mas.Cli.Parsing;

/// <summary>Where a server listens, what it shows of itself, and what it is known by.</summary>
internal sealed class ListenChoices
{
    private readonly Option<string> _address = Choice.Word(
        "--address", "ADDRESS", $"{IPAddress.Loopback}", "The address to listen to: this machine's own alone, or as 0.0.0.0 or "
        + "[::] all it has, which needs a certificate.");

    private readonly Option<string?> _certificate = Choice.Place(
        "--certificate", "FILE", "The certificate to speak TLS with, PEM, those between it and its authority behind it; mas "
        + "certificate makes one. Left out: plain HTTP, to this machine or to a proxy.");

    private readonly Option<string?> _key = Choice.Place(
        "--key", "FILE", "The certificate's key, PEM, without a password. Left out: in the file of the certificate.");

    private readonly Option<bool> _proxy = Choice.Switch(
        "--behind-proxy", "A proxy that speaks TLS stands before the server, and nobody else reaches it: plain HTTP to any "
        + "--address, and whom requests come from is taken from the proxy's X-Forwarded-For and -Proto. Needs --authority.");

    private readonly Option<string?> _authority = Choice.Place(
        "--authority", "NAME[:PORT]", "The name, and the port if it is not 443, that devices know the server by. Left out: the "
        + "names of the certificate, without one this machine's own, and --port.");

    /// <summary>The options, adding them to a verb.</summary>
    internal ListenChoices(Command verb)
    {
        Option[] all = [_address, _certificate, _key, _proxy, _authority];
        foreach (var option in all)
            verb.Add(option);
    }

    /// <summary>The options with what the command line asks for.</summary>
    /// <exception cref="InputException">Something cannot be used; every fault is named.</exception>
    internal FleetOptions Read(ParseResult parsed, FleetOptions options)
    {
        var (certificate, key) = (parsed.GetValue(_certificate), parsed.GetValue(_key));
        var (proxy, authority) = (parsed.GetValue(_proxy), parsed.GetValue(_authority));
        var text = parsed.GetValue(_address)!;
        List<string> faults = [];
        if (!IPAddress.TryParse(text, out var address))
            faults.Add($"--address {text} is none to listen to; it must be such as 127.0.0.1, 0.0.0.0 or [::].");
        if (key is not null && certificate is null)
            faults.Add("--key needs --certificate: the file of the certificate whose key it is.");
        if (proxy && certificate is not null)
            faults.Add("--behind-proxy and --certificate exclude each other: either the proxy speaks TLS or the server does.");
        if (proxy && authority is null)
            faults.Add("--behind-proxy needs --authority: the name that devices know the proxy by.");
        if (authority is not null && !IsAuthority(authority))
            faults.Add($"--authority {authority} is no name of a server; it must be such as example.org or example.org:8443.");
        if (faults.Count > 0)
            throw new InputException(string.Join(Environment.NewLine, faults));
        return options with
        {
            Address = address!,
            Certificate = certificate is null ? null : ServerCertificate.Read(certificate, key),
            BehindProxy = proxy,
            Authority = authority,
        };
    }

    private static bool IsAuthority(string text) =>
        Uri.TryCreate($"https://{text}", UriKind.Absolute, out var address)
        && string.Equals(address.Authority, text, StringComparison.OrdinalIgnoreCase);
}
