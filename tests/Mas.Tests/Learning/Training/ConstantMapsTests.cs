using Mas.Engine.Parallelism;
using Mas.Learning.Examples;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Tests.Federation.Runs;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Learning.Training;

public sealed class ConstantMapsTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    private static readonly IReadOnlyList<LearningTask> _tasks = TestCatalogue.Learning.TaskSet("sdnkr");

    [Fact]
    public void NoOtherConstantHasALowerLossOnWhatItWasFoundIn()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var best = ConstantMaps.Best(_tasks, Counts(dataset, bench));
        var losses = Losses(best, dataset, Split.Train, bench);

        for (var task = 0; task < _tasks.Count; task++)
        {
            // Of a class the constant is exact, of a number the middle of its bin.
            var tolerance = _tasks[task].Objective.HasClasses ? 1e-6 : 1e-4;
            for (var channel = 0; channel < best[task]!.Length; channel++)
            {
                foreach (var step in new[] { -0.3f, -0.05f, 0.05f, 0.3f })
                {
                    float[]?[] other = [.. best.Select(outputs => outputs!.ToArray())];
                    other[task]![channel] += step;
                    Assert.True(
                        Losses(other, dataset, Split.Train, bench)[task].Value >= losses[task].Value - tolerance,
                        $"{_tasks[task].Label}, channel {channel} moved by {step}");
                }
            }
        }
    }

    [Fact]
    public void WhatIsFoundInTrainingViewsIsHeldToOthers()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var best = ConstantMaps.Best(_tasks, Counts(dataset, bench));

        var train = Losses(best, dataset, Split.Train, bench);
        var test = Losses(best, dataset, Split.Test, bench);

        Assert.All(train.Concat(test), loss => Assert.InRange(loss.Value!.Value, 1e-3, 10));
        Assert.NotEqual(train, test);
        Assert.True(train[0].Value < Math.Log(_tasks[0].Outputs));
    }

    [Fact]
    public void WhatWasNotMeasuredHasNoConstantAndNoLoss()
    {
        using var dataset = Dataset.Open(runs.Data, _tasks, 32);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var counts = Counts(dataset, bench);
        counts[1] = TargetHistogram.Empty(_tasks[1].TargetChannels);

        var best = ConstantMaps.Best(_tasks, counts);

        Assert.Equal([false, true, false, false, false], best.Select(outputs => outputs is null));
        Assert.Null(Losses(best, dataset, Split.Test, bench)[1].Value);
    }

    private static IReadOnlyList<TargetHistogram>[] Counts(Dataset dataset, Workbench bench)
    {
        var sums = _tasks.Select(task => TargetHistogram.Empty(task.TargetChannels)).ToArray();
        foreach (var building in dataset.Buildings)
        {
            TargetHistogram.Add(sums, ConstantMaps.Count(building, _tasks, bench, default));
        }

        return sums;
    }

    private static MeanLoss[] Losses(float[]?[] outputs, Dataset dataset, Split split, Workbench bench)
    {
        var found = dataset.Buildings.Select(building =>
            ConstantMaps.Measure(outputs, building, _tasks, split, bench, default)).ToArray();
        return [.. Enumerable.Range(0, _tasks.Count).Select(task => MeanLoss.Over(found.Select(own => own[task].Loss)))];
    }
}
