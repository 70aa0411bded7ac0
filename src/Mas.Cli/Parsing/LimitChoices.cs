using System.CommandLine;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Security;

namespace Mas.Cli.Parsing;

/// <summary>The options of a server that others than this machine's devices reach.</summary>
internal sealed class LimitChoices
{
    private const int MostRequests = 1_000_000;
    private const int MostConnections = 10_000;
    private const int MostMebibytes = 1 << 20;
    private const string Plain = "plain";
    private const string Json = "json";

    private static readonly LimitTerms _limits = new();

    private readonly Option<int> _requests = Choice.Whole(
        "--device-requests", _limits.RequestsPerMinute, $"Requests of one device a minute; 1 to {MostRequests}.");

    private readonly Option<int> _mebibytes = Choice.Whole(
        "--device-mebibytes", 0, $"Mebibytes that one device may fetch and send a day; 0 to {MostMebibytes}, 0 = as many "
        + "as it likes.");

    private readonly Option<int> _failures = Choice.Whole(
        "--address-failures", _limits.FailuresPerMinute, "Requests of one address a minute that may fail because nobody known "
        + $"sent them; 1 to {MostRequests}. Devices and operators at that address are heard all the same.");

    private readonly Option<int> _connections = Choice.Whole(
        "--address-connections", _limits.ConnectionsPerAddress, "Connections of one address on which nobody has shown who they "
        + $"are; 1 to {MostConnections}. Not counted behind a proxy.");

    private readonly Option<string> _log = Choice.Word(
        "--log", "STYLE", Plain, "How the server's own log is written, on standard error: plain (what has failed) or json "
        + "(an object a line, refusals too).");

    /// <summary>The options, adding them to a verb.</summary>
    internal LimitChoices(Command verb)
    {
        Option[] all = [_requests, _mebibytes, _failures, _connections, _log];
        foreach (var option in all)
            verb.Add(option);
    }

    /// <summary>The options with what the command line asks for.</summary>
    /// <exception cref="InputException">Something is out of range; every fault is named.</exception>
    internal FleetOptions Read(ParseResult parsed, FleetOptions options)
    {
        var log = parsed.GetValue(_log)!;
        List<string> faults =
        [
            .. FleetChoices.Within("--device-requests", parsed.GetValue(_requests), 1, MostRequests),
            .. FleetChoices.Within("--device-mebibytes", parsed.GetValue(_mebibytes), 0, MostMebibytes),
            .. FleetChoices.Within("--address-failures", parsed.GetValue(_failures), 1, MostRequests),
            .. FleetChoices.Within("--address-connections", parsed.GetValue(_connections), 1, MostConnections),
        ];
        if (log is not (Plain or Json))
            faults.Add($"--log {log} is not known; it must be one of {Plain}, {Json}.");
        if (faults.Count > 0)
            throw new InputException(string.Join(Environment.NewLine, faults));
        return options with
        {
            JsonLog = log == Json,
            Limits = new LimitTerms
            {
                RequestsPerMinute = parsed.GetValue(_requests),
                BytesPerDay = (long)parsed.GetValue(_mebibytes) << 20,
                FailuresPerMinute = parsed.GetValue(_failures),
                ConnectionsPerAddress = parsed.GetValue(_connections),
            },
        };
    }
}
