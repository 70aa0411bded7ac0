using System.Collections.Concurrent;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Federation.Rounds;
using Mas.Federation.Simulation;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Tests.Federation.Runs;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Federation.Simulation;

public sealed class SimulatedClientsTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    private static readonly IReadOnlyList<LearningTask> _tasks = TestCatalogue.Learning.TaskSet("dk");
    private static readonly ModelDescription _description =
        ModelDescription.OfPictures("xception-quarter", 32, _tasks);

    [Fact]
    public async Task ABatchOfOrdersIsWorkedOffInParallelAndReported()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var model = Model();
        var busy = new ConcurrentBag<(string, int, string, bool)>();
        using var clients = new SimulatedClients(dataset.Shards, TestCatalogue.Learning, threads: 3, clientsAtOnce: 2, TimeProvider.System)
        {
            Busy = (stage, round, client, begins) => busy.Add((stage, round, client, begins)),
        };

        var updates = await Task.WhenAll(clients.Names.Select(name => clients.Train(Order(name, model), default, default)));

        Assert.Equal(4, updates.Length);
        for (var client = 0; client < 4; client++)
        {
            using var update = updates[client];
            using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
            using var alone = LocalTraining.Train(
                Order(clients.Names[client], model), dataset.Buildings[client], bench, TimeProvider.System, default);
            Assert.Equal(Bits.Of(alone.Parameters!.Values), Bits.Of(update.Update.Parameters!.Values));
            Assert.Contains(("dk", 1, clients.Names[client], true), busy);
            Assert.Contains(("dk", 1, clients.Names[client], false), busy);
        }
    }

    [Fact]
    public async Task AMeasuredPixelIsAVoteInAnEvaluation()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var model = Model();
        using var clients = new SimulatedClients(dataset.Shards, TestCatalogue.Learning, 2, 2, TimeProvider.System);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);

        var losses = EvaluatedLosses.Over(
            TestCatalogue.Options, _tasks,
            await clients.Evaluate(_description, model, Split.Train, 4, null, default)).Losses;

        var (sums, pixels) = (new double[2], new long[2]);
        foreach (var building in dataset.Buildings)
        {
            var found = Evaluation.Measure(
                _description, model, building, Split.Train, 4, bench, default);
            for (var task = 0; task < 2; task++)
            {
                sums[task] += found[task].Loss.Value!.Value * found[task].Loss.Pixels;
                pixels[task] += found[task].Loss.Pixels;
            }
        }

        Assert.Equal(["d", "k"], losses.Keys);
        Assert.Equal(pixels, losses.Values.Select(loss => loss.Pixels));
        Assert.Equal(sums[0] / pixels[0], losses["d"].Value!.Value, 1e-12);
        Assert.Equal(sums[1] / pixels[1], losses["k"].Value!.Value, 1e-12);
    }

    [Fact]
    public async Task AFailedOrACancelledOrderLeavesTheOthersAlone()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var model = Model();
        using var clients = new SimulatedClients(dataset.Shards, TestCatalogue.Learning, 1, 1, TimeProvider.System);
        var order = Order(clients.Names[0], model);

        var failed = clients.Train(order with { Settings = order.Settings with { Encoder = "none" } }, default, default);
        var cancelled = clients.Train(order, default, new CancellationToken(canceled: true));
        using var update = await clients.Train(order, default, default);

        await Assert.ThrowsAsync<InputException>(() => failed);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Null(update.Update.Fault);
    }

    [Fact]
    public void ABuildingWithoutTrainingViewsIsNoClient()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        var held = dataset.Buildings[1];
        var views = Enum.GetValues<Split>().SelectMany(
            split => Enumerable.Range(0, held.Count(split)).Select(view => $"\"{held.ViewName(split, view)}\""));
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(runs.Data, "*.png", SearchOption.AllDirectories))
        {
            var target = copy[Path.GetRelativePath(runs.Data, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var test = string.Join(", ", views);
        copy.Write("dataset.json", $$"""{ "split": { "buildings": { "{{held.Name}}": { "test": [{{test}}] } } } }""");
        using var tested = Dataset.Open(copy.Path, _tasks, 32);
        using var clients = new SimulatedClients(tested.Shards, TestCatalogue.Learning, 1, 1, TimeProvider.System);

        Assert.Equal(3, clients.Names.Count);
        Assert.DoesNotContain(held.Name, clients.Names);
    }

    private static NamedTensors Model()
    {
        using var model = TestCatalogue.Learning.Model(_description);
        model.Parameters.Initialise(new Seed(1));
        return model.Parameters.Values.Clone();
    }

    private static Order Order(string client, NamedTensors model) => new()
    {
        Stage = "dk",
        Round = 1,
        Client = client,
        Tasks = _tasks,
        Parameters = model,
        Settings = new TrainingSettings
        {
            Encoder = "xception-quarter",
            LearningRate = 0.02,
            Momentum = 0.9,
            WeightDecay = 0,
            Input = FieldShape.Square(32, 3),
            LocalEpochs = 1,
            BatchSize = 4,
            ProbeEvery = 0,
        },
        Seed = new Seed(2).Derive(client),
    };
}
