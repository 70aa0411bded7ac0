using System.CommandLine;
using System.Globalization;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Orders;
using Mas.Server.Queue;

namespace Mas.Cli.Parsing;

/// <summary>The options of a server, the same for <c>mas serve</c> and <c>mas fleet</c>.</summary>
internal sealed class FleetChoices
{
    private const int MostDevices = 1000;
    private const int MostSeconds = 86400;
    private const int MostRuns = 100;
    private const string DatabaseVariable = "MAS_DATABASE";

    private static readonly OrderTerms _orders = new();
    private static readonly QueueTerms _queue = new();

    private static readonly Option<string?> _database = Choice.Place(
        "--database", "STRING", "A PostgreSQL to keep all but models and runs in, as Host=...;Database=...;Username=... "
        + $"Left out: the environment's {DatabaseVariable}, which others on the machine cannot read; without it, SQLite in "
        + "the fleet's folder.");

    private readonly Option<int> _devices;
    private readonly Option<int>? _window;

    private readonly Option<int> _port = Choice.Whole(
        "--port", 0, "The port to listen to; 0 to 65535, 0 = any that is free.");

    private readonly Option<int> _lease = Choice.Whole(
        "--lease", (int)_orders.Lease.TotalSeconds, "Seconds an order is lent to a device until it must say that it "
        + $"is still at it; 3 to {MostSeconds}.");

    private readonly Option<int> _deadline = Choice.Whole(
        "--deadline", (int)_orders.Deadline.TotalSeconds, "Seconds after which an order is lost and its round goes "
        + $"on without the client; 3 to {MostSeconds}.");

    private readonly Option<int> _runs = Choice.Whole(
        "--runs", _queue.Runs, "Runs beside each other, between which devices are shared by priority; "
        + $"1 to {MostRuns}.");

    /// <summary>The options, adding them to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="devices">The default of <c>--devices</c>.</param>
    /// <param name="meaning">What <c>--devices</c> means there.</param>
    /// <param name="window">The default of <c>--window</c>, in seconds; null = the verb has no such option.</param>
    internal FleetChoices(Command verb, int devices, string meaning, int? window = null)
    {
        _devices = Choice.Whole("--devices", devices, $"{meaning}; 1 to {MostDevices}.");
        _window = window is { } seconds
            ? Choice.Whole(
                "--window", seconds, "Seconds a submission waits for others of its recipe, to be merged with them; "
                + $"0 to {MostSeconds}.")
            : null;
        AddPlace(verb);
        Option?[] all = [_devices, _port, _window, _runs, _lease, _deadline];
        foreach (var option in all.OfType<Option>())
            verb.Add(option);
    }

    /// <summary>The fleet's folder.</summary>
    internal static Option<string> Folder { get; } = Choice.Word(
        "--fleet", "DIR", "fleet", "The fleet's folder: devices, operators' keys, queue, runs and models; made where it is "
        + "missing.");

    /// <summary>
    /// The fleet's folder, for what is done beside its server; where there is none yet, somebody may have mistyped it, and
    /// is told.
    /// </summary>
    internal static string PlaceOf(ParseResult parsed, Terminal terminal)
    {
        var folder = parsed.GetValue(Folder)!;
        if (!Directory.Exists(folder))
            terminal.Error.WriteLine($"There is no fleet in {folder} yet; a new one is made.");
        return folder;
    }

    /// <summary>The database: of the command line, or of the environment; null = SQLite in the folder.</summary>
    internal static string? Database(ParseResult parsed) =>
        parsed.GetValue(_database) ?? Environment.GetEnvironmentVariable(DatabaseVariable);

    /// <summary>The command line as it may be shown: a connection string may hold a password.</summary>
    internal static string Again(ParseResult parsed) => string.Join(' ', parsed.Tokens.Select((token, index) =>
        index > 0 && parsed.Tokens[index - 1].Value == _database.Name ? "..." : token.Value));

    /// <summary>Adds the options that say where a fleet lies.</summary>
    internal static void AddPlace(Command verb)
    {
        verb.Add(Folder);
        verb.Add(_database);
    }

    /// <summary>What the command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="defaults">What recipes leave open.</param>
    /// <exception cref="InputException">Something is out of range; every fault is named.</exception>
    internal FleetOptions Read(ParseResult parsed, RunOptions defaults)
    {
        var window = _window is null ? 0 : parsed.GetValue(_window);
        List<string> faults =
        [
            .. Within("--devices", parsed.GetValue(_devices), 1, MostDevices),
            .. Within("--port", parsed.GetValue(_port), 0, 65535),
            .. Within("--window", window, 0, MostSeconds),
            .. Within("--runs", parsed.GetValue(_runs), 1, MostRuns),
            .. Within("--lease", parsed.GetValue(_lease), 3, MostSeconds),
            .. Within("--deadline", parsed.GetValue(_deadline), 3, MostSeconds),
            .. defaults.Faults(),
        ];
        if (faults.Count > 0)
            throw new InputException(string.Join(Environment.NewLine, faults));
        return new FleetOptions
        {
            Directory = parsed.GetValue(Folder)!,
            Database = Database(parsed),
            Port = parsed.GetValue(_port),
            Orders = new OrderTerms
            {
                Lease = TimeSpan.FromSeconds(parsed.GetValue(_lease)),
                Deadline = TimeSpan.FromSeconds(parsed.GetValue(_deadline)),
            },
            Queue = new QueueTerms
            {
                Window = TimeSpan.FromSeconds(window),
                Runs = parsed.GetValue(_runs),
                Devices = parsed.GetValue(_devices),
                Defaults = defaults,
            },
        };
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
