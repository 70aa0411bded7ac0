using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Federation.Affinities;
using Mas.Federation.Aggregation;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// One round: select clients, have them train, aggregate what they send, write it down. It knows neither which method
/// runs nor what the tasks are.
/// </summary>
internal sealed class RoundTraining(
    RunOptions options, IAggregationRule rule, IClients clients, CheckpointStore checkpoints, Journal journal,
    TimeProvider time, CancellationToken cancellation)
{
    private readonly EnergyMeter _energy = new();

    /// <summary>Trains round <paramref name="round"/> of a stage from <paramref name="model"/>.</summary>
    internal async Task<RoundOutcome> Run(
        Stage stage, int round, NamedTensors model, LossBalance? balance, double learningRate, Seed seed,
        AffinityHistory affinities, bool probes)
    {
        var (started, energyMark) = (time.GetTimestamp(), _energy.Mark());
        var names = RoundRule.Able(stage, clients.Names, clients.Has);
        var chosen = RoundRule.Clients(options, stage, names, seed);
        var reserves = RoundRule.Reserves(options, stage, names, seed);
        using var aggregation = rule.Begin(new AggregationTask(model, clients.Names, balance) { Tasks = stage.TaskNames });
        IReadOnlyList<string> asked = [.. chosen, .. reserves];
        using var collection = new RoundCollection(
            clients, stage, model,
            client => Order(
                stage, round, RoundRule.Cohort(options, stage, client, chosen.Count, asked, clients.Has), client, model,
                balance, learningRate, seed.Derive("client").Derive(client), probes),
            aggregation, cancellation);
        var received = await collection.Collect(chosen, reserves);

        foreach (var faulty in received.Where(client => client.Report.Fault is not (null or RoundCollection.Spare)))
        {
            journal.Append(new Warning(
                stage.Name, round, faulty.Report.Client,
                $"{faulty.Report.Fault} The client is left out of the round."));
        }

        foreach (var doubtful in received.Where(client => client.Doubt is not null))
        {
            journal.Append(new Warning(
                stage.Name, round, doubtful.Report.Client,
                $"{doubtful.Doubt} It is left out; the client's model counts."));
        }

        var (valid, quorum) =
            (received.Count(client => client.Report.Fault is null), RoundRule.Quorum(options, stage));
        if (valid < quorum)
        {
            throw new TooFewUpdatesException(
                stage.Name, round, valid, quorum,
                received.Select(client => client.Report.Fault).FirstOrDefault(fault => fault is not null)
                    ?? $"clients to ask: {received.Count}.",
                HaveDiverged(received) ? options.LearningRate : null);
        }

        var (next, nextBalance, affinity, losses) = aggregation.Finish();
        var saved = checkpoints.Save(stage.Name, round, next);
        if (affinity is not null)
        {
            affinities.Add(round, affinity);
        }

        // A client that trains for itself on its own needs to send nothing; one that is a device is sent each round's model.
        var modelBytes = stage.Client is null || clients.SendsWhatIsTheirsAlone ? SafetensorsFile.Length(model.Layout) : 0;
        var cpuSeconds = received.Sum(client => client.CpuSeconds);
        var energy = _energy.Since(energyMark, cpuSeconds);
        journal.Append(RoundFinished.Of(
            stage.Name, round, learningRate, [.. received.Select(client => client.Report)],
            stage.TaskNames.Zip(losses).ToDictionary(each => each.First, each => each.Second), affinity,
            saved.Checkpoint, saved.Sha256,
            new Cost
            {
                WallSeconds = time.GetElapsedTime(started).TotalSeconds,
                CpuSeconds = cpuSeconds,
                TrainFlops = received.Sum(client => (double)client.Flops),
                BytesDown = modelBytes * received.Count,
                BytesUp = modelBytes * received.Count(client => client.Report.Fault is null)
                    + received.Sum(client => client.BytesResent),
                EnergyJoules = energy.Joules,
                EnergySource = energy.Source,
                ProbeSeconds = received.Sum(client => client.ProbeSeconds),
            }) with
        {
            Balance = nextBalance,
        });
        return new RoundOutcome(next, saved, nextBalance);
    }

    private Order Order(
        Stage stage, int round, Cohort cohort, string client, NamedTensors model, LossBalance? balance, double learningRate,
        Seed seed, bool probes) => new()
        {
            Stage = stage.Name,
            Round = round,
            Client = client,
            Cohort = cohort,
            Tasks = stage.Tasks,
            Parameters = model,
            Settings = options.Training with
            {
                LearningRate = learningRate,
                ProbeEvery = probes ? options.ProbeEvery : 0,
                FreezesNorms = RoundRule.FreezesNorms(options, round),
                Step = stage.Step,
            },
            Balance = balance,
            Seed = seed,
        };

    /// <summary>Whether every missing update has diverged, as the same steps would again.</summary>
    private static bool HaveDiverged(IReadOnlyList<Received> received)
    {
        var faulty = received.Where(client => client.Report.Fault is not null).ToArray();
        return faulty.Length > 0 && faulty.All(client => client.Diverged);
    }
}
