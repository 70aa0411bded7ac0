using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Server;
using Mas.Server.Audit;
using Mas.Server.Security;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server;
using Mas.Tests.Server.Scenarios;
using Mas.Tests.Server.Storage;
using Npgsql;

namespace Mas.Tests.Cli;

/// <summary>
/// A fleet of many device processes and of liars, with a server process, a PostgreSQL and a small disk, and what can
/// happen to them. Every wait is for something to be so, never for a time.
/// </summary>
internal sealed partial class FleetDay : IDisposable
{
    private const string Run = "r1";
    private const int LastLines = 8;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly TinyRuns _runs;
    private readonly RunOptions _recipe;
    private readonly Action<string> _note;
    private readonly long _dawn = TimeProvider.System.GetTimestamp();
    private readonly PostgresServer _postgres = new();
    private readonly SmallDisk _disk;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _evening = new();
    private readonly Dictionary<string, MasProcess> _devices = [];
    private readonly IReadOnlyList<PretendedDevice> _liars;
    private readonly List<Task> _lying = [];
    private readonly int _honest;
    private readonly string _wrong;
    private readonly string _data;
    private readonly string _key;
    private MasProcess? _server;
    private int _rounds;

    /// <summary>Everything but the server and the devices.</summary>
    /// <param name="runs">Where pictures come from.</param>
    /// <param name="devices">How many devices there will be, the liars among them.</param>
    /// <param name="note">Called with a sentence about what has happened.</param>
    internal FleetDay(TinyRuns runs, int devices, Action<string> note)
    {
        (_runs, _note) = (runs, note);
        _recipe = runs.Options("day") with
        {
            Rounds = 14,
            MergeRounds = 11,
            ClientsPerRound = 8,
            Quorum = 2,
            OverSelect = 2,
            EvaluateEvery = 12,
        };
        _disk = new SmallDisk(runs["day-disk"], mebibytes: 256);
        _wrong = _postgres.Create("wrong");
        _data = runs["day-data"];
        Address = new Uri($"http://127.0.0.1:{ProcessFleet.FreePort()}");
        _http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        _liars = Liars.All(Address, name => runs[$"day-{name}"]);
        _honest = devices - _liars.Count;
        _key = Access.CreateKey("ann", [OperatorScope.Read, OperatorScope.Submit]).GetAwaiter().GetResult();
    }

    private Uri Address { get; }

    private string Folder => Path.Combine(_runs["day-disk"], "fleet");

    private FleetAccess Access => new(Folder, _postgres.Connection, TimeProvider.System);

    private string JournalPath => Path.Combine(Folder, "runs", Run, Journal.FileName);

    private RunHistory History => RunHistory.Read(JournalPath);

    /// <summary>Starts the server, or starts it again, and waits until it can serve.</summary>
    internal async Task Serve()
    {
        Start(_postgres.Connection);
        await Until("the server is ready", async () => await Ready() is HttpStatusCode.OK);
    }

    /// <summary>Kills the server.</summary>
    internal void Kill()
    {
        _server!.Kill();
        Tell("the server is killed");
    }

    /// <summary>Starts the devices and the liars, and waits until all of them have joined.</summary>
    internal async Task Admit()
    {
        foreach (var client in Furnish())
        {
            _devices.Add(client, MasProcess.Start(
            [
                "device", "--server", $"{Address}", "--data", _data, "--building", client, "--tasks", "dk", "--folder",
                _runs[$"day-{client}"], "--token", await Access.CreateToken(client, TimeSpan.FromDays(1)),
                "--threads", "1", "--min-battery", "0",
            ]));
        }

        foreach (var liar in _liars)
        {
            var token = await Access.CreateToken(liar.Client, TimeSpan.FromDays(1));
            _lying.Add(Task.Run(() => liar.Work(token, _evening.Token)));
        }

        var all = _honest + _liars.Count;
        await Until($"{all} devices have joined", async () => await Audited(AuditDeed.Join) >= all);
    }

    /// <summary>Submits the tasks.</summary>
    internal Task Submit() => Until(
        "the tasks are submitted",
        () => Task.FromResult(
            CommandRun.Of("submit", "--tasks", "dk", "--server", $"{Address}", "--key", _key).Code == 0));

    /// <summary>Waits for a round that ends after this is called.</summary>
    internal async Task Round()
    {
        await Until("a round has ended", () => Task.FromResult(Rounds() > _rounds));
        _rounds = Rounds();
    }

    /// <summary>Takes the database away for longer than anybody tries.</summary>
    internal async Task DatabaseAway()
    {
        _postgres.Stop();
        Tell("the database is away");
        await Until("the server is not ready", async () => await Ready() is HttpStatusCode.ServiceUnavailable);
        await Until("the run waits", () => Says("The run waits for the database or the disk"));
        _postgres.Start();

        // What this process itself still holds of the old connections leads nowhere.
        NpgsqlConnection.ClearAllPools();
        await Until("the server is ready", async () => await Ready() is HttpStatusCode.OK);
    }

    /// <summary>Fills the disk.</summary>
    internal async Task DiskFull()
    {
        _disk.Fill();
        Tell("the disk is full");
        await Until("the server is not ready", async () => await Ready() is HttpStatusCode.ServiceUnavailable);
        await Until("the run waits", () => Says("The run waits for the database or the disk"));
        _disk.Free();
        await Until("the server is ready", async () => await Ready() is HttpStatusCode.OK);
    }

    /// <summary>Serves with an empty database in the fleet's place, until every honest device was refused.</summary>
    internal async Task WrongDatabase()
    {
        Kill();
        Start(_wrong);
        Tell("the database is another one");
        await Until(
            "every device was refused",
            () => Task.FromResult(_devices.Values.All(
                device => device.HasEnded || Refused().IsMatch(device.ErrorSoFar))));
        Kill();
        await Serve();
    }

    /// <summary>Waits for the end of the run.</summary>
    internal Task End() => Until(
        "the run has ended", () => Task.FromResult(History.Events.OfType<RunFinished>().Any()));

    /// <summary>No honest device's process has ended; then all are told to stop.</summary>
    internal void AssertHonestProcessesLive() =>
        Assert.All(_devices, device => Assert.False(device.Value.HasEnded, $"{device.Key} has ended."));

    /// <summary>Every update that a device was thanked for is in the journal's line of its round.</summary>
    internal void AssertNoAcknowledgedUpdateIsLost()
    {
        var rounds = History.Events.OfType<RoundFinished>().ToDictionary(round => (round.Stage, round.Round));
        var thanked = 0;
        foreach (var (client, device) in _devices)
        {
            device.Interrupt();
            foreach (Match match in Trained().Matches(device.End().Error))
            {
                var number = int.Parse(match.Groups["round"].ValueSpan, CultureInfo.InvariantCulture);
                var round = rounds[(match.Groups["stage"].Value, number)];
                Assert.Contains(round.Clients, report => report.Client == client);
                thanked++;
            }
        }

        _note($"{thanked} acknowledged updates, all in the journal's {rounds.Count} rounds");
        Assert.True(thanked > rounds.Count);
    }

    /// <summary>
    /// The audit trail has every join, the submission and what was refused, and tells of the other database, which wrote
    /// entries of its own, once: that is its only fault.
    /// </summary>
    internal async Task AssertAudited()
    {
        var entries = new List<AuditEntry>();
        var fault = await Access.Audit(DateTimeOffset.UnixEpoch, entries.Add);
        var gap = Assert.Single(entries, entry => entry.Deed == AuditWords.Of(AuditDeed.Gap));
        Assert.Contains($"was replaced: {AuditHead.FileName} has another hash", gap.Outcome);
        Assert.Equal($"Entry {gap.Number}: {gap.Outcome}", fault);
        foreach (var deed in entries.GroupBy(entry => entry.Deed))
        {
            _note($"audited: {deed.Count()} x {deed.Key}");
        }

        Assert.All(
            _devices.Keys.Concat(_liars.Select(liar => liar.Client)),
            client => Assert.Contains(entries, entry => entry.Subject == client));
        Assert.Contains(entries, entry => entry.Who == "ann");
    }

    public void Dispose()
    {
        _evening.Cancel();
        Task.WhenAll(_lying).Wait(Patience.Whole);
        foreach (var liar in _liars)
        {
            liar.Dispose();
        }

        _server?.Dispose();
        foreach (var device in _devices.Values)
        {
            device.Dispose();
        }

        _http.Dispose();
        _disk.Dispose();
        _postgres.Dispose();
        _evening.Dispose();
    }

    [GeneratedRegex(@"r1, stage (?<stage>\w+), round (?<round>\d+): trained on ")]
    private static partial Regex Trained();

    [GeneratedRegex("has not joined|Too many requests")]
    private static partial Regex Refused();

    private void Start(string database) => _server = MasProcess.Start(
    [
        "serve", "--fleet", Folder, "--database", database, "--devices", $"{_honest}", "--port", $"{Address.Port}",
        "--window", "0",
        "--lease", "10", "--deadline", "30", .. KillTests.Recipe(_recipe),
    ]);

    /// <summary>Gives each client the pictures of a building, under the client's own name.</summary>
    /// <returns>The clients.</returns>
    private string[] Furnish()
    {
        string[] clients = [.. Enumerable.Range(0, _honest).Select(index => $"house{index:00}")];
        foreach (var map in Directory.EnumerateDirectories(_runs.Data))
        {
            var place = Directory.CreateDirectory(Path.Combine(_data, Path.GetFileName(map))).FullName;
            string[] buildings = [.. Directory.EnumerateDirectories(map).Order(StringComparer.Ordinal)];
            foreach (var (index, client) in clients.Index())
            {
                Directory.CreateSymbolicLink(Path.Combine(place, client), buildings[index % buildings.Length]);
            }
        }

        foreach (var file in Directory.EnumerateFiles(_runs.Data))
        {
            File.Copy(file, Path.Combine(_data, Path.GetFileName(file)));
        }

        return clients;
    }

    private Task<bool> Says(string sentence) =>
        Task.FromResult(_server!.OutputSoFar.Contains(sentence, StringComparison.Ordinal));

    private int Rounds() => File.Exists(JournalPath) ? History.Events.OfType<RoundFinished>().Count() : 0;

    private async Task<HttpStatusCode?> Ready()
    {
        Assert.False(_server!.HasEnded, "The server has ended.");
        try
        {
            using var answer = await _http.GetAsync("/health/ready");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<int> Audited(AuditDeed deed)
    {
        var (count, word) = (0, AuditWords.Of(deed));
        _ = await Access.Audit(DateTimeOffset.UnixEpoch, entry => count += entry.Deed == word ? 1 : 0);
        return count;
    }

    private async Task Until(string what, Func<Task<bool>> isSo)
    {
        for (var end = Patience.End; !await isSo(); await Task.Delay(Glance))
        {
            Assert.False(
                end.IsCancellationRequested,
                $"Never came to be: {what}.\n{_server?.OutputSoFar}\n{_server?.ErrorSoFar}\n{LastWords()}");
        }

        Tell(what);
    }

    /// <summary>The last that each honest device has said.</summary>
    private string LastWords() => string.Join('\n', _devices.Select(device =>
        $"{device.Key}: {string.Join(" / ", device.Value.ErrorSoFar.TrimEnd().Split('\n').TakeLast(LastLines))}"));

    private void Tell(string what) =>
        _note($"{TimeProvider.System.GetElapsedTime(_dawn).TotalSeconds:0} s: {what}");
}
