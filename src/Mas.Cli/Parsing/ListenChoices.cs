using System.CommandLine;
using System.Net;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Certificates;

namespace Mas.Cli.Parsing;

/// <summary>Where a server listens, and the certificate and name that devices know it by.</summary>
internal sealed class ListenChoices
{
    private const int BitsPerByte = 8;

    private readonly Option<string> _address = Choice.Word(
        "--address", "ADDRESS", $"{IPAddress.Loopback}", "The address to listen on: one of this machine's, or 0.0.0.0 "
        + "or [::] for all of them, which needs a certificate.");

    private readonly Option<string?> _certificate = Choice.Place(
        "--certificate", "FILE", "The certificate for TLS as PEM, followed by its intermediate certificates; mas "
        + "certificate makes one. Read again when its files change. Default: plain HTTP, for this machine or behind "
        + "a proxy.");

    private readonly Option<string?> _key = Choice.Place(
        "--key", "FILE", "The certificate's key as PEM, without a password. Default: the certificate's file.");

    private readonly Option<string?> _clientAuthority = Choice.Place(
        "--client-ca", "FILE", "Accept only devices that show a certificate signed by an authority in this file, PEM; "
        + "operators need none. Needs --certificate; cannot be combined with --proxy.");

    private readonly Option<string?> _proxy = Choice.Place(
        "--proxy", "LIST", "The addresses, or networks such as 10.0.0.0/24, of proxies in front of the server, "
        + "separated by commas. X-Forwarded-For and X-Forwarded-Proto are trusted from them alone. They terminate TLS, "
        + "and may use plain HTTP to any --address. Needs --authority.");

    private readonly Option<string?> _authority = Choice.Place(
        "--authority", "NAME[:PORT]", "The name by which devices reach the server, and its port unless it is 443. "
        + "Default: the certificate's names, or this machine's own, and --port.");

    /// <summary>The options, adding them to a verb.</summary>
    internal ListenChoices(Verb verb) =>
        verb.Add(OptionSection.Listening, _address, _certificate, _key, _clientAuthority, _proxy, _authority);

    /// <summary>Which options contradict each other, one sentence per fault.</summary>
    internal IEnumerable<string> Faults(ParseResult parsed)
    {
        var (certificate, proxy) = (parsed.GetValue(_certificate), parsed.GetValue(_proxy));
        var (authority, address) = (parsed.GetValue(_authority), parsed.GetValue(_address)!);
        if (!IPAddress.TryParse(address, out _))
        {
            yield return ValueFault.Of(
                _address.Name, $"'{address}'", "an address to listen on, such as 127.0.0.1, 0.0.0.0 or [::]");
        }

        if (parsed.GetValue(_key) is not null && certificate is null)
        {
            yield return "--key needs --certificate: the file of the certificate it belongs to.";
        }

        if (parsed.GetValue(_clientAuthority) is not null && (certificate is null || proxy is not null))
        {
            yield return "--client-ca needs --certificate and no --proxy: devices show their certificates to the server "
                + "itself.";
        }

        if (proxy is not null && Networks(proxy) is null)
        {
            yield return ValueFault.Of(
                _proxy.Name, $"'{proxy}'", "addresses or networks of proxies, such as 127.0.0.1,10.0.0.0/24");
        }

        if (proxy is not null && authority is null)
        {
            yield return "--proxy needs --authority: the name by which devices reach the proxy.";
        }

        if (authority is not null && !IsAuthority(authority))
        {
            yield return ValueFault.Of(
                _authority.Name, $"'{authority}'", "a server name, such as example.org or example.org:8443");
        }
    }

    /// <summary>The options with what the command line asks for.</summary>
    /// <exception cref="InputException">The certificate cannot be read.</exception>
    internal FleetOptions Read(ParseResult parsed, FleetOptions options) => options with
    {
        Address = IPAddress.Parse(parsed.GetValue(_address)!),
        Certificate = parsed.GetValue(_certificate) is { } certificate
            ? ServerCertificate.Read(certificate, parsed.GetValue(_key)) : null,
        ClientAuthority = parsed.GetValue(_clientAuthority) is { } authority ? ClientAuthority.Read(authority) : null,
        Proxies = parsed.GetValue(_proxy) is { } proxies ? Networks(proxies)! : [],
        Authority = parsed.GetValue(_authority),
    };

    /// <summary>The networks of a list, an address being one of its own; null where it is no such list.</summary>
    private static IReadOnlyList<IPNetwork>? Networks(string list)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * BitsPerByte));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return networks;
    }

    private static bool IsAuthority(string text) =>
        Uri.TryCreate($"https://{text}", UriKind.Absolute, out var address)
        && string.Equals(address.Authority, text, StringComparison.OrdinalIgnoreCase);
}
