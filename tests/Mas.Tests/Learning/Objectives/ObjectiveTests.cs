using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Objectives;

/// <summary>What an objective's loss is measured on.</summary>
public class ObjectiveTests
{
    private static readonly Shape _shape = new(3, 6, 7, 1);

    public static TheoryData<string> Marks => [.. TestCatalogue.Learning.Tasks.Select(task => task.Mark)];

    [Theory]
    [MemberData(nameof(Marks))]
    public void AreMeasuredOnThePixelsThatMeasuresNames(string mark)
    {
        var task = TestCatalogue.Learning.Find(mark)!;
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var draws = new Seed(5).Stream();
        var (output, target, mask) = Draw(task, tape, draws);

        var loss = MeanLoss.Of(task.Objective.Loss(tape, output, target, mask));

        var measured = Enumerable.Range(0, _shape.Pixels)
            .Where(pixel => task.Objective.Measures(target, mask, pixel)).ToHashSet();
        Assert.Equal(measured.Count, loss.Pixels);
        Assert.InRange(measured.Count, 1, _shape.Pixels);

        // What the target says elsewhere changes nothing.
        for (var pixel = 0; pixel < _shape.Pixels; pixel++)
        {
            if (!measured.Contains(pixel) && !task.Objective.HasClasses)
            {
                target.Pixels(pixel, 1).Fill(1000);
            }
        }

        Assert.Equal(loss, MeanLoss.Of(task.Objective.Loss(tape, output, target, mask)));
    }

    [Theory]
    [MemberData(nameof(Marks))]
    public void AddUpOverBatches(string mark)
    {
        var task = TestCatalogue.Learning.Find(mark)!;
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var (output, target, mask) = Draw(task, tape, new Seed(6).Stream());

        var parts = Enumerable.Range(0, _shape.Batch).Select(picture => MeanLoss.Of(
            task.Objective.Loss(tape, One(output, picture), One(target, picture), One(mask, picture)))).ToArray();

        var whole = MeanLoss.Of(task.Objective.Loss(tape, output, target, mask));
        Assert.Equal(whole.Pixels, parts.Sum(part => part.Pixels));
        Assert.Equal(whole.Value!.Value, MeanLoss.Over(parts).Value!.Value, 1e-6);

        Tensor One(Tensor tensor, int picture)
        {
            var one = tape.Rent(tensor.Shape with { Batch = 1 });
            tensor.Picture(picture).CopyTo(one.Values);
            return one;
        }
    }

    [Fact]
    public void AMeanOfNothingIsNoLoss()
    {
        Assert.Null(MeanLoss.Over([]).Value);
        Assert.Null(MeanLoss.Over([MeanLoss.None, new MeanLoss(0, 0)]).Value);
        Assert.Null(new MeanLoss(double.NaN, 0).Value);
        Assert.Equal(new MeanLoss(0, 4), MeanLoss.Over([MeanLoss.None, new MeanLoss(0, 4)]));
        Assert.Equal(new MeanLoss(4, 4), MeanLoss.Over([new MeanLoss(1, 1), new MeanLoss(5, 3), MeanLoss.None]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanLoss(1, -1));
    }

    /// <summary>Pictures of which the second is wholly unknown and the others partly.</summary>
    private static (Tensor Output, Tensor Target, Tensor Mask) Draw(LearningTask task, Tape tape, RandomStream draws)
    {
        Tensor output = tape.Rent(_shape with { Channels = task.Outputs }), mask = tape.Rent(_shape);
        var target = tape.Rent(_shape with { Channels = task.TargetChannels });
        foreach (ref var value in output.Values)
        {
            value = (float)draws.NextGaussian();
        }

        foreach (ref var value in mask.Values)
        {
            value = draws.Next(2);
        }

        mask.Picture(1).Clear();
        foreach (ref var value in target.Values)
        {
            value = task.Objective.HasClasses ? draws.Next(3) : (float)draws.NextGaussian();
        }

        if (task.Objective.HasClasses)
        {
            target.Picture(1).Clear();
        }

        return (output, target, mask);
    }
}
