using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Autograd;

/// <summary>What the tape keeps, what it gives back, and when.</summary>
public class TapeTests
{
    private static readonly Shape Some = new(2, 3, 4, 5);

    [Fact]
    public void AGradientWalksBackThroughEveryEntry()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var input = Input(tape);

        var output = tape.Relu(tape.Relu(input));
        GiveGradient(pool, output, 3);
        tape.Backward(new TapeMark(0, 1));

        for (var i = 0; i < input.Values.Length; i++)
        {
            Assert.Equal(input.Values[i] > 0 ? 3 : 0, input.Gradient!.Values[i]);
        }
    }

    [Fact]
    public void BranchesGoBackOneAfterTheOtherAndAddUp()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var features = tape.Relu(Input(tape));
        var shared = tape.Mark();

        // Each branch reuses the memory of the one before, while the gradient of what they share must stay put.
        for (var branch = 1; branch <= 4; branch++)
        {
            var output = tape.Relu(tape.Relu(tape.Relu(features)));
            GiveGradient(pool, output, branch);
            tape.Backward(shared);
            for (var i = 0; i < features.Values.Length; i++)
            {
                float expected = features.Values[i] > 0 ? branch * (branch + 1) / 2 : 0;
                Assert.Equal(expected, features.Gradient!.Values[i]);
            }
        }
    }

    [Fact]
    public void AKeptTapeGoesBackAgainWithAnotherGradient()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var input = Input(tape);
        var output = tape.Relu(input);

        foreach (var value in new[] { 2f, 7f })
        {
            GiveGradient(pool, output, value);
            tape.Backward(keep: true);

            Assert.Null(output.Gradient);
            Assert.Equal(input.Values[^1] > 0 ? value : 0, input.Gradient!.Values[^1]);
            pool.Return(input.Gradient);
            input.Gradient = null;
        }
    }

    [Fact]
    public void EntriesNoGradientReachesAreSkipped()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var input = Input(tape);
        tape.Relu(input);

        tape.Backward(new TapeMark(0, 1));

        Assert.Null(input.Gradient);
    }

    [Fact]
    public void ScalingMultipliesTheGradientThatArrived()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var output = tape.Relu(Input(tape));
        Tape.ScaleGradient(output, 0.5f);
        Assert.Null(output.Gradient);

        GiveGradient(pool, output, 3);
        Tape.ScaleGradient(output, 0.5f);

        Assert.All(output.Gradient!.Values.ToArray(), value => Assert.Equal(1.5f, value));
    }

    [Fact]
    public void ATapeThatDoesNotRecordAsksForNoGradients()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial) { Records = false };
        var start = tape.Mark();

        var output = tape.Relu(Input(tape));

        Assert.False(output.RequiresGradient);
        Assert.Equal(start.Entries, tape.Mark().Entries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StepsInTheSteadyStateReserveNothing(bool records)
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial) { Records = records };
        long settled = 0;
        for (var step = 0; step < 20; step++)
        {
            var output = tape.Relu(tape.Relu(Input(tape)));
            if (records)
            {
                GiveGradient(pool, output, 1);
                tape.Backward();
            }
            else
            {
                tape.Rewind();
            }

            settled = step == 1 ? pool.ReservedBytes : settled;
        }

        Assert.Equal(settled, pool.ReservedBytes);
    }

    private static Tensor Input(Tape tape)
    {
        var input = tape.Rent(Some, requiresGradient: true);
        for (var i = 0; i < input.Values.Length; i++)
        {
            input.Values[i] = ((i * 7) % 11) - 5;
        }

        return input;
    }

    private static void GiveGradient(TensorPool pool, Tensor output, float value)
    {
        output.Gradient = pool.Rent(output.Shape);
        output.Gradient.Values.Fill(value);
    }
}
