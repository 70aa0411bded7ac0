using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The shift-tolerant loss against its definition, and what it is for.</summary>
public class ShiftTolerantMaskedL1OpTests
{
    [Theory]
    [InlineData(1, 3, 3, 1)]
    [InlineData(3, 7, 12, 1)]
    [InlineData(5, 5, 4, 3)]
    [InlineData(2, 6, 21, 18)]
    public void FollowsItsDefinition(int pictures, int height, int width, int channels)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.ShiftTolerantMaskedL1(x[0], x[1], x[2]).Mean,
            x => [NaiveLosses.ShiftTolerantMaskedL1(x[0], x[1], x[2], shape)],
            [
                new Operand(shape), new Operand(shape, Differentiable: false),
                new Operand(shape with { Channels = 1 }, Differentiable: false, draws => draws.Next(3) > 0 ? 1 : 0),
            ]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void PixelsThatAreUnknownDoNotCount(int unknownPictures)
    {
        var shape = new Shape(2, 5, 6, 3);
        var places = 0;
        GradientCheck.Run(
            (tape, x) =>
            {
                var loss = tape.ShiftTolerantMaskedL1(x[0], x[1], x[2]);
                Assert.Equal(NaiveLosses.InteriorPixels(
                    [.. x[2].Values.ToArray().Select(value => (double)value)], x[2].Shape), loss.Count);
                Assert.Equal(unknownPictures == 2, loss.Count == 0);
                return loss.Mean;
            },
            x => [NaiveLosses.ShiftTolerantMaskedL1(x[0], x[1], x[2], shape)],
            [
                new Operand(shape), new Operand(shape, Differentiable: false),
                new Operand(
                    shape with { Channels = 1 }, Differentiable: false,
                    draws => places++ / 30 < unknownPictures ? 0 : draws.Next(2)),
            ]);
    }

    [Fact]
    public void ABorderIsNotMeasured()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var shape = new Shape(2, 3, 4, 1);
        Tensor output = tape.Rent(shape), target = tape.Rent(shape), mask = tape.Rent(shape);
        output.Values.Fill(3);
        target.Values.Fill(1);
        mask.Values.Fill(1);
        mask.Picture(0)[5] = mask.Picture(0)[6] = 0;

        var loss = tape.ShiftTolerantMaskedL1(output, target, mask);

        Assert.Equal((2, 2f), (loss.Count, loss.Mean.Values[0]));
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void APredictionOnePixelOffCostsNothing(int down, int right)
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var shape = new Shape(1, 6, 8, 1);
        Tensor output = tape.Rent(shape), target = tape.Rent(shape), mask = tape.Rent(shape);
        var draws = new Seed(3).Stream();
        mask.Values.Fill(1);
        foreach (ref var value in output.Values)
        {
            value = draws.NextSingle();
        }

        target.Values.Fill(9);
        for (var y = 1; y < 5; y++)
        {
            for (var x = 1; x < 7; x++)
            {
                target.Values[y * 8 + x] = output.Values[(y + down) * 8 + x + right];
            }
        }

        Assert.Equal(0, tape.ShiftTolerantMaskedL1(output, target, mask).Mean.Values[0]);
    }

    [Fact]
    public void OfEqualShiftsTheFirstReceivesTheGradient()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var shape = new Shape(1, 3, 3, 1);
        Tensor output = tape.Rent(shape, requiresGradient: true), target = tape.Rent(shape), mask = tape.Rent(shape);
        output.Values.Fill(2);
        target.Values.Fill(1);
        mask.Values.Fill(1);
        var mark = tape.Mark();

        tape.Backward(tape.ShiftTolerantMaskedL1(output, target, mask).Mean, mark);

        Assert.Equal([1f, 0, 0, 0, 0, 0, 0, 0, 0], output.Gradient!.Values.ToArray());
    }

    [Fact]
    public void AnErrorThatIsNotANumberComesToLight()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var shape = new Shape(1, 3, 4, 1);
        Tensor output = tape.Rent(shape), target = tape.Rent(shape), mask = tape.Rent(shape);
        output.Values.Fill(1);
        target.Values.Fill(1);
        mask.Values.Fill(1);
        output.Values[4] = float.NaN;

        Assert.True(float.IsNaN(tape.ShiftTolerantMaskedL1(output, target, mask).Mean.Values[0]));
    }

    [Fact]
    public void PicturesWithoutAnInteriorAreAnError()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor output = tape.Rent(new Shape(1, 2, 9, 1)), target = tape.Rent(new Shape(1, 2, 9, 1));

        var error = Assert.Throws<ArgumentException>(() => tape.ShiftTolerantMaskedL1(output, target, target));

        Assert.Contains("(1, 2, 9, 1)", error.Message, StringComparison.Ordinal);
    }
}
