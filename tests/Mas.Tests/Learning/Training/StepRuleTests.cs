using Mas.Engine.Memory;
using Mas.Engine.Parameters;
using Mas.Learning.Training;
using Mas.Tests.Engine;
using Mas.Tests.Learning.Models;

namespace Mas.Tests.Learning.Training;

/// <summary>One step by each rule against PyTorch; Fixtures/reference/rules.py says what is stored.</summary>
public sealed class StepRuleTests : IDisposable
{
    /// <summary>As for a step of a whole model: float32 keeps about five digits through a hundred layers.</summary>
    private const double OnePass = 2e-4;

    private const double Restoring = 1.5;

    private readonly TorchModel _torch = new("xception");

    private static NamedTensors Rules => TorchFixture.Load("rules");

    [Fact]
    public void GradNormHasTheWeightsAndGradientsOfPyTorch()
    {
        var rule = new GradNorm(new LossBalance(Numbers("gradnorm.weights"), First), Restoring);
        var losses = new MeanLoss[5];

        var flops = rule.Run(_torch.Model, _torch.Tape, _torch.Batch, losses);

        for (var task = 0; task < losses.Length; task++)
        {
            Assert.Equal(_torch.Torch[$"loss.{_torch.Model.Tasks[task].Mark}"][0], losses[task].Value!.Value, 1e-4);
        }

        Close.Check(
            "weights", Rules["gradnorm.after"], [.. rule.Balance!.Weights.Select(weight => (float)weight)], 1e-5);
        Assert.Equal(First, rule.Balance.FirstLosses!);
        CheckGradients("gradnorm.gradient");
        Assert.True(flops > 0);
    }

    [Fact]
    public void TheWeightsOfGradNormFollowTheFormula()
    {
        var before = new LossBalance(Numbers("gradnorm.weights"), First);
        MeanLoss[] losses =
            [.. _torch.Model.Tasks.Select(task => new MeanLoss(_torch.Torch[$"loss.{task.Mark}"][0], 1))];

        var after = before.Next(Numbers("gradnorm.norms"), losses, Restoring);

        Close.Check("weights", Rules["gradnorm.after"], [.. after.Weights.Select(weight => (float)weight)], 1e-6);
        Assert.Equal(5, after.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void TheFirstStepOfGradNormMeasuresAgainstItself()
    {
        // Tasks that have all come equally far are pulled to one norm: the loud one loses weight.
        var after = LossBalance.Even(2).Next([3, 1], [new(7, 5), new(8, 1)], Restoring);

        Assert.Equal([7, 8], after.FirstLosses!);
        Assert.Equal(2 * (1 - (0.025 * 3)) / (2 - (0.025 * 2)), after.Weights[0], 1e-12);
        Assert.Equal(2, after.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void NoLossEverCountsLessThanNothing()
    {
        var after = LossBalance.Even(2).Next([1000, 1], [new(1, 1), new(1, 1)], Restoring);

        Assert.All(after.Weights, weight => Assert.True(weight > 0));
        Assert.Equal(2, after.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void ATaskOfWhichNothingWasMeasuredHasNoVoteInGradNorm()
    {
        var before = new LossBalance([0.5, 1, 1.5], [2, 4, null]);

        var without = before.Next([3, 1, 0], [new(1, 9), new(4, 9), MeanLoss.None], Restoring);
        var pair = new LossBalance([0.5, 1], [2, 4]).Next([3, 1], [new(1, 9), new(4, 9)], Restoring);

        Assert.Equal([2, 4, null], without.FirstLosses!);
        Assert.Equal(1.5, without.Weights[2]);
        Assert.Equal(pair.Weights[0] / pair.Weights[1], without.Weights[0] / without.Weights[1], 1e-12);
        Assert.Equal(3, without.Weights.Sum(), 1e-12);

        var later = without.Next([3, 1, 2], [new(1, 9), new(4, 9), new(7, 1)], Restoring);
        Assert.Equal([2, 4, 7], later.FirstLosses!);
        Assert.NotEqual(1.5, later.Weights[2]);

        var nothing = without.Next([0, 0, 0], new MeanLoss[3], Restoring);
        Assert.Equal(without.Weights, nothing.Weights);
    }

    [Fact]
    public void PcGradHasTheGradientsOfPyTorch()
    {
        var orders = Rules["pcgrad.orders"].ToArray().Chunk(5).Select(row => Array.ConvertAll(row, index => (int)index));
        var next = new Queue<int[]>(orders);
        var losses = new MeanLoss[5];

        var flops = new PcGrad(_ => next.Dequeue()).Run(_torch.Model, _torch.Tape, _torch.Batch, losses);

        Assert.Empty(next);
        CheckGradients("pcgrad.gradient");
        Assert.True(flops > 0);

        // Decoders, which only their own task moves, have the gradients of the plain step.
        foreach (var (name, slot) in _torch.Stored("gradient").Where(
            stored => stored.Name.StartsWith("decoders.", StringComparison.Ordinal)))
        {
            var expected = _torch.Torch[slot];
            Close.Check(name, expected, Gradient(name), OnePass, scale: Math.Max(Scale(expected), 1e-2));
        }
    }

    [Fact]
    public void ConflictingGradientsMeetOnTheNormalPlane()
    {
        using var pool = new TensorPool();
        var gradients = pool.Rent(new(2, 1, 1, 2));
        new float[] { 1, 0, -1, 1 }.CopyTo(gradients.Values);
        float[] scratch = new float[2], combined = new float[2];

        GradientSurgery.Combine(gradients, () => [0, 1], scratch, combined);

        // (1, 0) on the plane normal to (-1, 1) is (1/2, 1/2); (-1, 1) on that of (1, 0) is (0, 1).
        Assert.Equal([0.5f, 1.5f], combined);
        new float[] { 1, 0, 1, 1 }.CopyTo(gradients.Values);
        GradientSurgery.Combine(gradients, () => [1, 0], scratch, combined);
        Assert.Equal([2f, 1f], combined);
    }

    public void Dispose() => _torch.Dispose();

    private static IReadOnlyList<double?> First =>
        [.. Numbers("gradnorm.first").Select(value => (double?)value)];

    private static double[] Numbers(string name) => [.. Rules[name].ToArray().Select(value => (double)value)];

    private Span<float> Gradient(string name) =>
        _torch.Model.Parameters.Parameters.Single(parameter => parameter.Name == name).Tensor.Gradient!.Values;

    /// <summary>As <see cref="TorchModel.Check"/> does: each tensor on its own scale, or a hundredth of the largest.</summary>
    private void CheckGradients(string kind)
    {
        var slots = Rules.Layout.Slots.Where(slot => slot.Name.StartsWith($"{kind}.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(slots);
        var largest = slots.Max(slot => Scale(Rules[slot]));
        foreach (var slot in slots)
        {
            Close.Check(
                slot.Name, Rules[slot], Gradient(slot.Name[(kind.Length + 1)..]), OnePass,
                scale: Math.Max(Scale(Rules[slot]), largest / 100));
        }
    }

    private static double Scale(ReadOnlySpan<float> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
