using Mas.Engine.Parallelism;
using Mas.Learning.Data;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Learning.Training;

public sealed class ConstantMapsTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    private static readonly IReadOnlyList<LearningTask> _tasks = LearningTask.Parse("sdnkr");

    [Fact]
    public void NoOtherConstantHasALowerLossOnWhatItWasFoundIn()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var bench = new Workbench(WorkPool.Serial);
        float[][] best = [.. ConstantMaps.Outputs(dataset, _tasks, 4, bench, default).Select(outputs => outputs!)];
        var losses = Losses(best);

        for (var task = 0; task < _tasks.Count; task++)
        {
            for (var channel = 0; channel < best[task].Length; channel++)
            {
                foreach (var step in new[] { -0.3f, -0.05f, 0.05f, 0.3f })
                {
                    float[][] other = [.. best.Select(outputs => outputs.ToArray())];
                    other[task][channel] += step;
                    Assert.True(
                        Losses(other)[task] >= losses[task] - 1e-6,
                        $"{_tasks[task].Name}, channel {channel} moved by {step}");
                }
            }
        }

        double[] Losses(float[][] outputs) =>
        [
            .. ConstantMaps.Losses(outputs, dataset, _tasks, Split.Train, 4, bench, default)
                .Select(loss => loss.Value!.Value),
        ];
    }

    [Fact]
    public void WhatIsFoundInTrainingViewsIsHeldToOthers()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var bench = new Workbench(WorkPool.Serial);

        var train = ConstantMaps.Losses(dataset, _tasks, Split.Train, 4, bench, default);
        var test = ConstantMaps.Losses(dataset, _tasks, Split.Test, 4, bench, default);

        Assert.All(train.Concat(test), loss => Assert.InRange(loss.Value!.Value, 1e-3, 10));
        Assert.NotEqual(train, test);
        Assert.True(train[0].Value < Math.Log(_tasks[0].Outputs));
    }
}
