using System.CommandLine;
using Mas.Server;
using Mas.Server.Security;

namespace Mas.Cli.Parsing;

/// <summary>The options of a server that is open to devices on other machines.</summary>
internal sealed class LimitChoices
{
    private const int MostRequests = 1_000_000;
    private const int MostConnections = 10_000;
    private const int MostMebibytes = 1 << 20;
    private const string Plain = "plain";
    private const string Json = "json";

    private static readonly LimitTerms _limits = new();

    private readonly Option<int> _requests = Choice.Whole(
        "--device-requests", _limits.RequestsPerMinute, new(1, MostRequests), "Requests of one device per minute");

    private readonly Option<int> _held = Choice.Whole(
        "--device-connections", _limits.ConnectionsPerDevice, new(1, MostConnections),
        "Connections, and requests in progress, that one device may have at a time");

    private readonly Option<int> _mebibytes = Choice.Whole(
        "--device-mebibytes", (int)(_limits.BytesPerDay >> 20), new(0, MostMebibytes),
        "Mebibytes per device and day: downloads, uploads, and uploads that must be checked again", "no limit");

    private readonly Option<int> _failures = Choice.Whole(
        "--address-failures", _limits.FailuresPerMinute, new(1, MostRequests), "Failed unauthenticated "
        + "requests that one address may make per minute; devices and operators at that address are unaffected");

    private readonly Option<int> _connections = Choice.Whole(
        "--address-connections", _limits.ConnectionsPerAddress, new(1, MostConnections),
        "Unauthenticated connections that one address may have at a time, and may open per minute; those of a proxy "
        + "are not counted");

    private readonly Option<string> _log = Choice.OneOf(
        "--log", Plain, [Plain, Json], "The server's own log on standard error: plain (failures), json (one object per "
        + "line, including refusals).");

    /// <summary>The options, adding them to a verb.</summary>
    internal LimitChoices(Verb verb) =>
        verb.Add(OptionSection.Limits, _requests, _held, _mebibytes, _failures, _connections, _log);

    /// <summary>The options with what the command line asks for.</summary>
    internal FleetOptions Read(ParseResult parsed, FleetOptions options) => options with
    {
        JsonLog = parsed.GetValue(_log) == Json,
        Limits = new LimitTerms
        {
            RequestsPerMinute = parsed.GetValue(_requests),
            ConnectionsPerDevice = parsed.GetValue(_held),
            BytesPerDay = (long)parsed.GetValue(_mebibytes) << 20,
            FailuresPerMinute = parsed.GetValue(_failures),
            ConnectionsPerAddress = parsed.GetValue(_connections),
        },
    };
}
