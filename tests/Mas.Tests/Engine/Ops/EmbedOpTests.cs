using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Vectors in the place of marks of categories.</summary>
public class EmbedOpTests
{
    [Theory]
    [InlineData(1, 1, 0, 1, 1, 0, 1)]
    [InlineData(5, 7, 1, 4, 3, 2, 2)]
    [InlineData(3, 30, 0, 9, 17, 0, 5)]
    [InlineData(40, 620, 3, 600, 2, 5, 3)]
    public void BlocksOfMarksBecomeSumsOfTheirVectors(
        int rows, int channels, int first, int categories, int width, int gap, int otherWidth)
    {
        var second = first + categories + gap;
        var others = channels - second;
        Operand[] operands =
        [
            new(new Shape(rows, 1, 1, channels), Differentiable: false, Draw: Mark),
            new(new Shape(1, 1, categories, width)), new(new Shape(1, 1, Math.Max(others, 1), otherWidth)),
        ];

        GradientCheck.Run(
            (tape, x) => tape.Embed(x[0], others == 0
                ? [new EmbeddedBlock(first, x[1])] : [new EmbeddedBlock(first, x[1]), new EmbeddedBlock(second, x[2])]),
            x => Naive(x[0], channels, others == 0
                ? [(first, x[1], width)] : [(first, x[1], width), (second, x[2], otherWidth)]),
            others == 0 ? operands[..2] : operands);
    }

    [Fact]
    public void TheWorkDependsOnTheMarksAndNotOnTheCategories()
    {
        using var pool = new TensorPool { IsOnPaper = true };
        var tape = new Tape(pool, WorkPool.Idle);

        tape.Embed(tape.Rent(new Shape(8, 1, 1, 5000)), [new EmbeddedBlock(0, tape.Rent(new Shape(1, 1, 5000, 6)))]);

        Assert.Equal(8 * 6, tape.DenseMultiplyAdds);
    }

    [Theory]
    [InlineData(0, 9, "(1, 1, 9, 2) from channel 0 on; the input (2, 1, 1, 8) has channels from 0 on")]
    [InlineData(5, 4, "(1, 1, 4, 2) from channel 5 on; the input (2, 1, 1, 8) has channels from 0 on")]
    [InlineData(-1, 2, "(1, 1, 2, 2) from channel -1 on; the input (2, 1, 1, 8) has channels from 0 on")]
    public void ABlockOutsideTheInputIsNamed(int first, int categories, string expected) => Fails(
        expected, (tape, input) => tape.Embed(
            input, [new EmbeddedBlock(first, tape.Rent(new Shape(1, 1, categories, 2)))]), requiresGradient: false);

    [Fact]
    public void BlocksThatOverlapAreNamed() => Fails(
        "(1, 1, 3, 2) from channel 2 on; the input (2, 1, 1, 8) has channels from 3 on", (tape, input) => tape.Embed(
            input,
            [
                new EmbeddedBlock(0, tape.Rent(new Shape(1, 1, 3, 2))),
                new EmbeddedBlock(2, tape.Rent(new Shape(1, 1, 3, 2))),
            ]),
        requiresGradient: false);

    [Fact]
    public void AnInputThatIsLearnedIsNamed() => Fails(
        "the input (2, 1, 1, 8) needs a gradient; expected data, which need none.", (tape, input) => tape.Embed(
            input, [new EmbeddedBlock(0, tape.Rent(new Shape(1, 1, 3, 2)))]), requiresGradient: true);

    private static void Fails(string expected, Action<Tape, Tensor> embed, bool requiresGradient)
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var input = tape.Rent(new Shape(2, 1, 1, 8), requiresGradient);

        Assert.Contains(
            expected, Assert.Throws<ArgumentException>(() => embed(tape, input)).Message, StringComparison.Ordinal);
    }

    // A third marks nothing, a third one, and a third something else.
    private static double Mark(RandomStream draws) => draws.Next(3) switch { 0 => 0, 1 => 1, _ => draws.NextGaussian() };

    private static double[] Naive(double[] input, int channels, (int First, double[] Vectors, int Width)[] blocks)
    {
        var output = new List<double>();
        for (var row = 0; row < input.Length; row += channels)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var block = Array.Find(blocks, block => block.First == channel);
                if (block.Vectors is null)
                {
                    output.Add(input[row + channel]);
                    continue;
                }

                var categories = block.Vectors.Length / block.Width;
                for (var element = 0; element < block.Width; element++)
                {
                    var place = row + channel;
                    output.Add(Enumerable.Range(0, categories).Sum(
                        category => input[place + category] * block.Vectors[(category * block.Width) + element]));
                }

                channel += categories - 1;
            }
        }

        return [.. output];
    }
}
