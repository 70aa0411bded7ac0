using Mas.Device;
using Mas.Federation;
using Mas.Federation.Catalogues;
using Mas.Federation.Runs;
using Mas.Learning.Catalogues;
using Mas.Learning.Models;
using Mas.Learning.Tasks;
using Mas.Samples.Stations;
using Mas.Server;
using Mas.Server.Queue;
using Mas.Wire.Documents;

// A table of three stations, made by a formula.
var (folder, csv) = (Directory.CreateDirectory(args[0]).FullName, Path.Combine(args[0], "stations.csv"));
var random = new Random(1);
File.WriteAllLines(csv, Enumerable.Range(0, 240)
    .Select(row => (Name: $"s{row % 3}", X: random.NextDouble(), Y: random.NextDouble(), Z: random.NextDouble()))
    .Select(at => FormattableString.Invariant(
        $"{at.Name},{at.X},{at.Y},{at.Z},{Math.Max(0, at.X + at.Y - 1)},{at.Y * at.Z}"))
    .Prepend("station,humidity,pressure,height,rain,wind"));

// What Mas is to know of, and a run that chooses from it.
var amount = new AmountObjective();
var learning = LearningCatalogue.Standard.With(new StationSource()).With(amount).With(amount.Metrics)
    .With(new EncoderEntry("one-layer", (scope, input, _) => new OneLayer(scope, input)))
    .With(new LearningTask("rain-mm", "rain", "rain", "rain", 1, amount) { Head = "linear" })
    .With(new LearningTask("wind-ms", "wind", "wind", "wind", 1, amount) { Head = "linear" });
var catalogue = new RunCatalogue { Learning = learning }.With(new InTurn()).With(new OneVote());
var options = new RunOptions
{
    Tasks = "rain,wind",
    Method = "in-turn",
    Aggregation = "one-vote",
    Encoder = "one-layer",
    Input = Station.Row,
    Rounds = 8,
    LearningRate = 0.2,
};

// In simulation.
var run = options with { Source = "stations", Data = csv, Out = Path.Combine(folder, "run") };
Show("simulation", FederatedRun.Start(run, catalogue, RunObserver.None, CancellationToken.None).Result);

// On a fleet: a server, and a device per station.
var fleet = Path.Combine(folder, "fleet");
var queue = new QueueTerms { Catalogue = catalogue, Defaults = options, Devices = 3, Window = TimeSpan.Zero };
await using var server = await FleetServer.Start(
    new FleetOptions { Directory = fleet, Queue = queue }, TimeProvider.System);
using var stop = new CancellationTokenSource();
var access = new FleetAccess(fleet, null, TimeProvider.System);
var devices = new List<Task>();
foreach (var station in new[] { "s0", "s1", "s2" })
{
    devices.Add(new DeviceAgent(
        new DeviceOptions
        {
            Server = server.Address,
            Learning = learning,
            Source = "stations",
            Data = csv,
            Building = station,
            Folder = Path.Combine(folder, station),
            Token = await access.CreateToken(station, TimeSpan.FromHours(1)),
        },
        Console.Error.WriteLine, TimeProvider.System).Run(stop.Token));
}

await server.Fleet.Submit(new SubmissionDocument { Tasks = options.Tasks }, "ann");
while (server.Fleet.Status().Submissions[0].State is not (QueueState.Done or QueueState.Failed))
{
    await (devices.Find(device => device.IsFaulted) ?? Task.Delay(50));
}

Show("fleet", ResultFile.Read(Path.Combine(fleet, "runs", "r1", ResultFile.FileName)));
await stop.CancelAsync();

static void Show(string what, ResultFile result)
{
    foreach (var (task, metrics) in result.TestMetrics!)
    {
        Console.WriteLine(FormattableString.Invariant($"{what} {task}: loss {metrics["loss"].Value:0.000}, ")
            + FormattableString.Invariant($"constant {metrics["loss"].Constant:0.000}, bias {metrics["bias"].Value:0.000}"));
    }

    Console.WriteLine($"{what} models: {string.Join(' ', result.ModelSha256.Values.Order())}");
}
