using Mas.Engine.Autograd;
using Mas.Engine.Optimisers;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Learning.Needs;

/// <summary>
/// What is needed to time a model: its weights as they are first drawn, and one batch of random pictures, targets and
/// masks. The same options give the same numbers everywhere.
/// </summary>
internal sealed class TimedModel : IDisposable
{
    /// <summary>Small enough that hundreds of steps on random targets stay finite.</summary>
    internal const double LearningRate = 0.01;

    internal const double WeightDecay = 1e-4;

    private const int WarmUpSteps = 3;
    private const double WarmUpSeconds = 1;

    private readonly TimeProvider _time;
    private readonly WorkPool _workers;
    private readonly Workbench _bench;
    private readonly Sgd _sgd;
    private readonly MeanLoss[] _losses;

    internal TimedModel(TimedModelOptions options, TimeProvider time)
    {
        _time = time;
        _workers = new WorkPool(options.Threads);
        _bench = new Workbench(_workers, options.Learning);
        var tasks = options.Learning.TaskSet(options.Tasks);
        var seed = new Seed(0);
        Model = _bench.Model(new ModelDescription(
            options.Encoder, options.Input ?? FieldShape.Square(options.ImageSize, 3), tasks)
        {
            Embeddings = options.Embeddings,
        });
        Model.Parameters.Initialise(seed.Derive("model"));
        Tape = _bench.Tape();
        Batch = new Batch(_bench.Pool, options.Batch, Model.Examples);
        Draw(seed.Derive("batch").Stream());
        _sgd = new Sgd(Model.Parameters, momentum: 0.9, WeightDecay);
        _losses = new MeanLoss[tasks.Count];
    }

    internal Workbench Bench => _bench;

    internal MultiTaskModel Model { get; }

    internal Tape Tape { get; }

    internal Batch Batch { get; }

    /// <summary>Forward, losses, backward, SGD.</summary>
    /// <returns>Floating-point operations.</returns>
    internal long Step()
    {
        var multiplyAdds = TrainingStep.Run(Model, Tape, Batch, _losses);
        _sgd.Step(LearningRate);
        return TrainingStep.Flops(multiplyAdds);
    }

    /// <summary>A step that measures the affinities on its batch on the way.</summary>
    internal void ProbingStep(AffinityRule rule)
    {
        var probe = new AffinityProbe(Model, Tape, LearningRate, WeightDecay) { Rule = rule };
        TrainingStep.Run(Model, Tape, Batch, _losses, probe);
        _sgd.Step(LearningRate);
    }

    /// <summary>Every task's output, by the running statistics.</summary>
    internal void Infer()
    {
        Tape.Records = false;
        Tape.Statistics = BatchStatistics.Running;
        var features = Model.Encoder.Forward(Tape, Batch.Input);
        var encoded = Tape.Mark();
        foreach (var head in Model.Heads)
        {
            head.Forward(Tape, features);
            Tape.Rewind(encoded);
        }

        Tape.Rewind();
        Tape.Statistics = BatchStatistics.Batch;
    }

    /// <summary>Milliseconds of each repetition, in the order given, after a warm-up.</summary>
    internal double[] Times(int repetitions, Action work) => Times(repetitions, [work])[0];

    /// <summary>The same of several works in turn, so that what disturbs one disturbs the others.</summary>
    internal double[][] Times(int repetitions, params Action[] works)
    {
        foreach (var work in works)
        {
            var began = _time.GetTimestamp();
            for (var step = 0; step < WarmUpSteps || _time.GetElapsedTime(began).TotalSeconds < WarmUpSeconds; step++)
            {
                work();
            }
        }

        var times = works.Select(_ => new double[repetitions]).ToArray();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            for (var work = 0; work < works.Length; work++)
            {
                var began = _time.GetTimestamp();
                works[work]();
                times[work][repetition] = _time.GetElapsedTime(began).TotalMilliseconds;
            }
        }

        return times;
    }

    public void Dispose()
    {
        _sgd.Dispose();
        Batch.Dispose();
        _bench.Dispose();
        _workers.Dispose();
    }

    private void Draw(RandomStream random)
    {
        foreach (ref var value in Batch.Input.Values)
        {
            value = random.NextSingle();
        }

        foreach (var embedding in Model.Description.Embeddings)
        {
            for (var example = 0; example < Batch.Size; example++)
            {
                var marks = Batch.Input.Picture(example).Slice(embedding.First, embedding.Categories);
                marks.Clear();
                marks[random.Next(marks.Length)] = 1;
            }
        }

        foreach (var (task, target) in Model.Tasks.Zip(Batch.Targets))
        {
            var classes = task.Objective.HasClasses;
            foreach (ref var value in target.Values)
            {
                value = classes ? random.Next(task.Outputs) : random.NextSingle();
            }
        }

        foreach (ref var value in Batch.Weights[0].Values)
        {
            value = random.NextDouble() < 0.9 ? 1 : 0;
        }
    }
}
