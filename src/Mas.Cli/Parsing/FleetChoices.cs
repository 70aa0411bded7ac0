using System.CommandLine;
using System.Globalization;
using Mas.Learning;
using Mas.Server.Orders;

namespace Mas.Cli.Parsing;

/// <summary>The options of a server, the same for <c>mas serve</c> and <c>mas fleet</c>.</summary>
internal sealed class FleetChoices
{
    private const int MostDevices = 1000;
    private const int MostSeconds = 86400;

    private static readonly OrderTerms _standard = new();

    private readonly Option<int> _devices;

    private readonly Option<int> _port = Choice.Whole(
        "--port", 0, "The port to listen to, on this machine alone; 0 to 65535, 0 = any that is free.");

    private readonly Option<int> _lease = Choice.Whole(
        "--lease", (int)_standard.Lease.TotalSeconds, "Seconds an order is lent to a device until it must say that it "
        + $"is still at it; 3 to {MostSeconds}.");

    private readonly Option<int> _deadline = Choice.Whole(
        "--deadline", (int)_standard.Deadline.TotalSeconds, "Seconds after which an order is lost and its round goes "
        + $"on without the client; 3 to {MostSeconds}.");

    /// <summary>The options, adding them to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="devices">The default of <c>--devices</c>.</param>
    /// <param name="meaning">What <c>--devices</c> means there.</param>
    internal FleetChoices(Command verb, int devices, string meaning)
    {
        _devices = Choice.Whole("--devices", devices, $"{meaning}; 1 to {MostDevices}.");
        Option[] all = [_devices, Folder, _port, _lease, _deadline];
        foreach (var option in all)
            verb.Add(option);
    }

    /// <summary>The fleet's folder.</summary>
    internal static Option<string> Folder { get; } = Choice.Word(
        "--fleet", "DIR", "fleet", "The fleet's folder: devices, tokens, orders and models; made where it is missing.");

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="InputException">Something is out of range; every fault is named.</exception>
    internal (string Folder, int Devices, int Port, OrderTerms Terms) Read(ParseResult parsed)
    {
        List<string> faults =
        [
            .. Within("--devices", parsed.GetValue(_devices), 1, MostDevices),
            .. Within("--port", parsed.GetValue(_port), 0, 65535),
            .. Within("--lease", parsed.GetValue(_lease), 3, MostSeconds),
            .. Within("--deadline", parsed.GetValue(_deadline), 3, MostSeconds),
        ];
        if (faults.Count > 0)
            throw new InputException(string.Join(Environment.NewLine, faults));
        var terms = new OrderTerms
        {
            Lease = TimeSpan.FromSeconds(parsed.GetValue(_lease)),
            Deadline = TimeSpan.FromSeconds(parsed.GetValue(_deadline)),
        };
        return (parsed.GetValue(Folder)!, parsed.GetValue(_devices), parsed.GetValue(_port), terms);
    }

    /// <summary>A fault where a number is out of range.</summary>
    internal static IEnumerable<string> Within(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{option} {value} is out of range; it must be {least} to {most}.");
        }
    }
}
