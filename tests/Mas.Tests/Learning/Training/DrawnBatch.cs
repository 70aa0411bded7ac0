using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Training;

/// <summary>An untrained model and a batch of noise for it, whose first task is of classes.</summary>
internal sealed class DrawnBatch : IDisposable
{
    private readonly Workbench _bench = new(WorkPool.Serial, TestCatalogue.Learning);
    private readonly MultiTaskModel _model;
    private readonly Batch _batch;

    internal DrawnBatch(string letters)
    {
        var tasks = TestCatalogue.Learning.TaskSet(letters);
        _model = _bench.Model(ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, tasks));
        _model.Parameters.Initialise(new Seed(7));
        _batch = new Batch(_bench.Pool, 2, BatchShape.Pictures(SmallHouse.ImageSize, tasks));
        var draws = new Seed(8).Stream();
        foreach (var values in _batch.Targets.Prepend(_batch.Input))
        {
            foreach (ref var value in values.Values)
            {
                value = (float)draws.NextDouble();
            }
        }

        foreach (ref var value in _batch.Targets[0].Values)
        {
            value = 1 + draws.Next(3);
        }

        _batch.Weights[0].Values.Fill(1);
    }

    /// <summary>Takes the labels of the first task away: not one of its pixels is valid any more.</summary>
    internal void Unlabel() => _batch.Targets[0].Values.Clear();

    /// <summary>A probe in the course of a step that moves no weight.</summary>
    internal AffinityProbe Probe(AffinityRule rule)
    {
        var tape = _bench.Tape();
        var probe = new AffinityProbe(_model, tape, learningRate: 0.02, weightDecay: 1e-3) { Rule = rule };
        TrainingStep.Run(_model, tape, _batch, new MeanLoss[_model.Tasks.Count], probe);
        return probe;
    }

    public void Dispose()
    {
        _batch.Dispose();
        _bench.Dispose();
    }
}
