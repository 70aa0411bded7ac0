using System.CommandLine;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Orders;
using Mas.Server.Queue;

namespace Mas.Cli.Parsing;

/// <summary>The options of a server, the same for <c>mas serve</c> and <c>mas fleet</c>.</summary>
internal sealed class FleetChoices
{
    private const int MostSeconds = 86400;

    private static readonly OrderTerms _orders = new();
    private static readonly QueueTerms _queue = new();

    private static readonly Option<string?> _database = Choice.Place(
        "--database", "STRING", "A PostgreSQL database for everything except models and runs, such as "
        + "Host=db;Database=mas;Username=mas. Default: the environment variable "
        + $"{EnvironmentVariables.Database}, which, unlike a command line, other users cannot read; without it, SQLite in the "
        + "fleet's folder.");

    private readonly Option<int> _devices;
    private readonly Option<int>? _window;

    private readonly Option<int> _port = Choice.Whole(
        "--port", 0, new(0, 65535), "The port to listen on", "any free port");

    private readonly Option<int> _lease = Choice.Whole(
        "--lease", (int)_orders.Lease.TotalSeconds, new(3, MostSeconds),
        "Seconds until a device must report that it still works on its order");

    private readonly Option<int> _deadline = Choice.Whole(
        "--deadline", (int)_orders.Deadline.TotalSeconds, new(3, MostSeconds),
        "Seconds after which an order counts as lost and its round continues without the client");

    private readonly Option<int> _runs = Choice.Whole(
        "--runs", _queue.Runs, new(1, 100), "Most runs at the same time; they share the devices by priority");

    /// <summary>The options, adding them to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="devices">The default of <c>--devices</c>.</param>
    /// <param name="meaning">What <c>--devices</c> means there, without a full stop.</param>
    /// <param name="window">The default of <c>--window</c>, in seconds; null = the verb has no such option.</param>
    internal FleetChoices(Verb verb, int devices, string meaning, int? window = null)
    {
        _devices = Choice.Whole("--devices", devices, new(1, 1000), meaning);
        AddPlace(verb);
        verb.Add(OptionSection.Fleet, _devices);
        if (window is { } seconds)
        {
            _window = Choice.Whole(
                "--window", seconds, new(0, MostSeconds),
                "Seconds a submission waits for others of the same recipe, to be merged with them");
            verb.Add(OptionSection.Fleet, _window);
        }

        verb.Add(OptionSection.Fleet, _runs, _lease, _deadline);
        verb.Add(OptionSection.Listening, _port);
    }

    /// <summary>The fleet's folder.</summary>
    internal static Option<string> Folder { get; } = Choice.Word(
        "--fleet", "DIR", "fleet", "The fleet's folder: devices, operators' keys, queue, runs and models; created if "
        + "missing.");

    /// <summary>
    /// Access to the fleet, for what is done alongside its server; a note says where its folder is new, as it may be
    /// mistyped.
    /// </summary>
    /// <exception cref="InputException">The folder or the database cannot be had.</exception>
    internal static FleetAccess AccessTo(ParseResult parsed, Terminal terminal)
    {
        var folder = parsed.GetValue(Folder)!;
        if (!Directory.Exists(folder))
        {
            terminal.Error.WriteLine($"The folder {folder} has no fleet yet; a new one is created.");
        }

        return new FleetAccess(folder, Database(parsed), TimeProvider.System);
    }

    /// <summary>The database from the command line or else the environment; null = SQLite in the folder.</summary>
    internal static string? Database(ParseResult parsed) =>
        parsed.GetValue(_database) ?? Environment.GetEnvironmentVariable(EnvironmentVariables.Database);

    /// <summary>Adds the options that say where a fleet is kept.</summary>
    internal static void AddPlace(Verb verb) => verb.Add(OptionSection.Fleet, Folder, _database);

    /// <summary>What the command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="defaults">What recipes leave open.</param>
    internal FleetOptions Read(ParseResult parsed, RunOptions defaults) => new()
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
            Catalogue = CommandCatalogue.Runs,
            Window = TimeSpan.FromSeconds(_window is null ? 0 : parsed.GetValue(_window)),
            Runs = parsed.GetValue(_runs),
            Devices = parsed.GetValue(_devices),
            Defaults = defaults,
        },
    };
}
