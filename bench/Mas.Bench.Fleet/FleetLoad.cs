using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Mas.Federation.Journals;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Server;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Bench.Fleet;

/// <summary>
/// One run of one server with many pretended devices: every device evaluates before the first round and after every
/// round, some train. What is acknowledged must be in the journal; nothing may be lost.
/// </summary>
/// <param name="mas">The path of <c>mas.dll</c>.</param>
/// <param name="devices">Devices; at least 1.</param>
/// <param name="rounds">Rounds; at least 1.</param>
/// <param name="perRound">Devices that train in a round.</param>
internal sealed class FleetLoad(string mas, int devices, int rounds, int perRound)
{
    private const string Tasks = "d";
    private const int Views = 8;

    private static readonly TimeSpan TokensAreGood = TimeSpan.FromHours(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly Measurements _measured = new();

    /// <summary>Loads it and writes what was measured to standard output.</summary>
    /// <returns>0; 1 where something was lost.</returns>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("mas-load-").FullName;
        try
        {
            var fleet = Path.Combine(folder, "fleet");
            var access = new FleetAccess(fleet, null, TimeProvider.System);
            string[] names = [.. Enumerable.Range(0, devices).Select(number => $"device-{number:0000}")];
            var tokens = new List<string>();
            foreach (var name in names)
            {
                tokens.Add(await access.CreateToken(name, TokensAreGood));
            }

            var key = await access.CreateKey("load", [OperatorScope.Admin]);
            using var server = ServerProcess.Start(
                mas, "--fleet", fleet, "--devices", Text(Math.Min(devices, 1000)), "--window", "0");
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var models = new ModelShelf(folder);
            PretendedDevice[] all =
            [
                .. names.Select(name => new PretendedDevice(server.Address, name, models.Fetch)
                {
                    Views = (Views, Views, Views),
                    Sending = _measured.Time,
                }),
            ];
            var joining = TimeProvider.System.GetTimestamp();
            Task[] work = [.. all.Zip(tokens, (device, token) => Work(device, token, over.Token))];
            await Until(() => _measured.DevicesJoined == devices, work, cancellation);
            Say("joined", $"{devices} devices, {PerSecond(devices, joining)} a second");
            var (before, cpuBefore, began) = (server.Memory, server.CpuTime, TimeProvider.System.GetTimestamp());

            using var http = new HttpClient { BaseAddress = server.Address };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            await Submit(http, cancellation);
            var run = await Ended(http, work, cancellation);

            var (update, weights) = (_measured.Of("update"), _measured.Of("weights"));
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            Say("run", $"{Text(rounds)} rounds of {perRound}, {Text(rounds + 2)} evaluations of {devices}: {seconds:0.0} s");
            Say("updates", $"{update.Length}, {PerSecond(update.Length, began)} a second; {Quantiles(update)}");
            Say("weights", $"{weights.Length} uploads; {Quantiles(weights)}");
            Say("memory", $"{before >> 20} MiB with all joined, {server.PeakMemory >> 20} MiB at most");
            Say("processor", $"{(server.CpuTime - cpuBefore).TotalSeconds / update.Length * 1000:0.00} ms an update");
            var lost = Lost(run);
            Say("lost", lost);
            await over.CancelAsync();
            await Task.WhenAll(work.Select(each => each.ContinueWith(_ => { }, CancellationToken.None)));
            Array.ForEach(all, device => device.Dispose());
            return lost == "0" ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task Work(PretendedDevice device, string token, CancellationToken cancellation)
    {
        await device.Join(token, Tasks, cancellation);
        _measured.Joined();
        while (true)
        {
            await device.AnswerNext(cancellation);
        }
    }

    private static void Say(string what, string text) => Console.WriteLine($"{what,-10} {text}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string PerSecond(int count, long since) =>
        (count / TimeProvider.System.GetElapsedTime(since).TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    private static string Quantiles(double[] ascending) => ascending.Length == 0 ? "none" : string.Create(
        CultureInfo.InvariantCulture,
        $"median {ascending[ascending.Length / 2]:0.0} ms, 99th percentile {ascending[ascending.Length * 99 / 100]:0.0} ms, "
        + $"longest {ascending[^1]:0.0} ms");

    private static async Task Until(Func<bool> condition, Task[] work, CancellationToken cancellation)
    {
        while (!condition())
        {
            if (work.FirstOrDefault(each => each.IsFaulted) is { } failed)
            {
                await failed;
            }

            await Task.Delay(Glance, cancellation);
        }
    }

    private async Task Submit(HttpClient http, CancellationToken cancellation)
    {
        var asked = new SubmissionDocument
        {
            Tasks = Tasks,
            Recipe = new JsonObject
            {
                ["method"] = "all-in-one",
                ["rounds"] = rounds,
                ["clientsPerRound"] = perRound,
                ["evaluateEvery"] = 1,
                ["imageSize"] = 32,
                ["probeEvery"] = 0,
            },
        };
        using var answer = await http.PostAsync(Paths.Submissions, new ByteArrayContent(asked.ToBytes()), cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellation));
        }
    }

    /// <summary>The run, once it has ended.</summary>
    private static async Task<RunStatus> Ended(HttpClient http, Task[] work, CancellationToken cancellation)
    {
        RunStatus? run = null;
        while (run?.Ended is null)
        {
            await Until(() => true, work, cancellation);
            await Task.Delay(Glance, cancellation);
            run = FleetStatus.Parse(await http.GetByteArrayAsync(Paths.Fleet, cancellation)).Runs.SingleOrDefault();
        }

        return run;
    }

    /// <summary>What the journal lacks of what every device did.</summary>
    private string Lost(RunStatus run)
    {
        if (run.State != QueueState.Done)
        {
            return $"the run: {run.Fault}";
        }

        var events = RunHistory.Read(Path.Combine(run.Folder, Journal.FileName)).Events;
        var trained = events.OfType<RoundFinished>().Sum(round => round.Clients.Count(client => client.Fault is null));
        var evaluated = events.OfType<Evaluated>().Sum(evaluation => evaluation.Views ?? 0) / Views;
        var expected = rounds * perRound + ((rounds + 2) * devices);
        return Text(expected - trained - evaluated);
    }
}
