using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Group norm against its definition and finite differences.</summary>
public class GroupNormOpTests
{
    [Theory]
    [InlineData(3, 1, 1, 4, 2, false)]
    [InlineData(2, 3, 5, 1, 1, true)]
    [InlineData(2, 4, 4, 24, 3, true)]
    [InlineData(2, 11, 13, 3, 1, true)]
    [InlineData(1, 17, 31, 18, 9, false)]
    [InlineData(2, 3, 3, 97, 1, true)]
    public void FollowsItsDefinition(int examples, int height, int width, int channels, int groups, bool relu)
    {
        var shape = new Shape(examples, height, width, channels);
        var vector = Shape.Vector(channels);
        GradientCheck.Run(
            (tape, x) => tape.GroupNorm(x[0], x[1], x[2], groups, relu),
            x => NaiveGroupNorm.Forward(x[0], shape, x[1], x[2], groups, relu),
            [
                new Operand(shape, Draw: draws => 3 + 2 * draws.NextGaussian()), new Operand(vector),
                new Operand(vector),
            ]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(24, 12)]
    [InlineData(96, 32)]
    [InlineData(180, 30)]
    [InlineData(728, 28)]
    public void ALayerHasTheMostGroupsThatDivideItsChannels(int channels, int groups) =>
        Assert.Equal(groups, GroupNorm.Groups(channels));

    [Fact]
    public void GroupsThatDoNotDivideTheChannelsAreAnError()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var vector = tape.Rent(Shape.Vector(6));

        var error = Assert.Throws<ArgumentException>(() => tape.GroupNorm(
            tape.Rent(new Shape(2, 2, 2, 6)), vector, vector, groups: 4, relu: false));

        Assert.Contains("found 4", error.Message, StringComparison.Ordinal);
    }
}
