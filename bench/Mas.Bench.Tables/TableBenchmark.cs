using System.Diagnostics;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Tables;

namespace Mas.Bench.Tables;

/// <summary>Times what training on a table takes: opening it, and epochs of the MLP over the rows of all clients.</summary>
internal static class TableBenchmark
{
    /// <summary>Measures. Clients train one after another, each from the model of the one before.</summary>
    internal static TableFigures Measure(
        string file, int epochs, int batch, int threads, CancellationToken cancellation)
    {
        var (loaded, table) = Timed(() => TableShards.Open(
            new TableOptions
            {
                File = file,
                Client = "site",
                Targets = TableTarget.Parse("targets", "load:regression,alarm:class"),
                Threads = threads,
            },
            cancellation));
        var catalogue = LearningCatalogue.Standard;
        LearningTask[] tasks = [.. table.Tasks.Select(catalogue.Resolve)];
        var settings = new TrainingSettings
        {
            Encoder = TableSource.Instance.Fitting.Encoder!,
            Input = table.Shards[0].Input,
            LearningRate = 0.05,
            Momentum = 0.9,
            WeightDecay = 1e-4,
            LocalEpochs = epochs,
            BatchSize = batch,
        };
        using var workers = new WorkPool(threads);
        using var bench = new Workbench(workers, catalogue);
        var model = bench.Model(settings.Model(tasks));
        model.Parameters.Initialise(new Seed(1));
        var values = model.Parameters.Values.Clone();
        var (steps, losses) = (0, default(IReadOnlyList<double?>));
        var (trained, _) = Timed(() =>
        {
            foreach (var shard in epochs > 0 ? table.Shards : [])
            {
                var update = Train(shard, values);
                values.Dispose();
                values = update.Parameters ?? throw new InvalidOperationException(update.Fault);
                losses = [.. update.Losses.Select(loss => loss.Value)];
                steps += epochs * (shard.Count(Split.Train) / batch);
            }

            return steps;
        });
        values.Dispose();
        return new TableFigures(
            table.Shards.Sum(shard => shard.Count(Split.Train)), settings.Input.Channels,
            model.Parameters.Values.Values.Length, steps, losses, loaded.Wall, loaded.Cpu, trained.Wall, trained.Cpu,
            Process.GetCurrentProcess().PeakWorkingSet64);

        Update Train(IShard shard, NamedTensors from) => LocalTraining.Train(
            new Order
            {
                Stage = "all",
                Round = 1,
                Client = shard.Name,
                Tasks = tasks,
                Settings = settings,
                Parameters = from,
                Seed = new Seed(2).Derive(shard.Name),
            },
            shard, bench, TimeProvider.System, cancellation);
    }

    private static ((double Wall, double Cpu) Milliseconds, T Made) Timed<T>(Func<T> work)
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), CpuClock.ProcessSeconds);
        var made = work();
        return ((Stopwatch.GetElapsedTime(began).TotalMilliseconds, 1000 * (CpuClock.ProcessSeconds - cpu)), made);
    }
}
