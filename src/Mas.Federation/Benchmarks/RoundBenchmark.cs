using Mas.Engine.Randomness;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Federation.Simulation;
using Mas.Learning.Benchmarks;
using Mas.Learning.Examples;
using Mas.Learning.Needs;
using Mas.Learning.Training;

namespace Mas.Federation.Benchmarks;

/// <summary>
/// Times the clients' part of a round, four buildings of the Rooms with an epoch each, on one thread and on several, in
/// turn.
/// </summary>
public static class RoundBenchmark
{
    /// <summary>Clients of the round.</summary>
    private const int Clients = 4;

    /// <summary>Measures; the Rooms are drawn first where they are missing.</summary>
    /// <param name="options">What to measure; already checked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static RoundFigures Measure(
        TimedModelOptions options, TimeProvider time, Action<string>? note, CancellationToken cancellation)
    {
        var run = new RunOptions
        {
            Buildings = Clients,
            Tasks = options.Tasks,
            Learning = options.Learning,
            ImageSize = options.ImageSize,
            Encoder = options.Encoder,
            Batch = options.Batch,
            Threads = options.Threads,
        };
        using var dataset = RunData.Open(run, note, cancellation);
        using var model = run.Learning.Model(run.Model(run.TaskSet()));
        model.Parameters.Initialise(new Seed(0).Derive("model"));
        using var one = new SimulatedClients(dataset.Shards, run.Learning, 1, Clients, time);
        using var several = new SimulatedClients(dataset.Shards, run.Learning, options.Threads, Clients, time);
        double Round(IClients clients)
        {
            var began = time.GetTimestamp();
            var updates = Task.WhenAll(clients.Names.Select(client => clients.Train(new Order
            {
                Stage = options.Tasks,
                Round = 1,
                Client = client,
                Tasks = model.Tasks,
                Parameters = model.Parameters.Values,
                Settings = run.Training with { ProbeEvery = 0 },
                Seed = new Seed(0).Derive(client),
            }, CancellationToken.None, cancellation))).GetAwaiter().GetResult();
            var milliseconds = time.GetElapsedTime(began).TotalMilliseconds;
            foreach (var update in updates)
            {
                update.Dispose();
            }

            return milliseconds;
        }

        note?.Invoke("Warming up.");
        Round(one);
        Round(several);
        var (alone, shared) = (new double[options.Steps], new double[options.Steps]);
        for (var repetition = 0; repetition < options.Steps; repetition++)
        {
            (alone[repetition], shared[repetition]) = (Round(one), Round(several));
        }

        var (slow, fast) = (Spread.Of(alone), Spread.Of(shared));
        return new RoundFigures(
            options, [.. dataset.Shards.Select(shard => shard.Count(Split.Train))], slow, fast,
            slow.Median / fast.Median);
    }
}
