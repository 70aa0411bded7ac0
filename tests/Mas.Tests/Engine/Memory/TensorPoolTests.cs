using Mas.Engine.Memory;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Memory;

/// <summary>Memory goes round; nothing is lent to two owners.</summary>
public class TensorPoolTests
{
    [Fact]
    public void LendsTheSameMemoryAgainOnceItIsBack()
    {
        using var pool = new TensorPool();
        var first = pool.Rent(new Shape(2, 3, 4, 5));
        pool.Return(first);
        var reserved = pool.ReservedBytes;

        var second = pool.Rent(new Shape(1, 1, 1, 120));

        Assert.Same(first.Block, second.Block);
        Assert.Equal(reserved, pool.ReservedBytes);
    }

    [Fact]
    public void TellsTheMostThatWasLentAtOnce()
    {
        using var pool = new TensorPool();
        Tensor first = pool.Rent(Shape.Vector(64)), second = pool.Rent(Shape.Vector(64));
        pool.Return(first);
        pool.Return(first);

        Assert.Equal((256, 512), (pool.LentBytes, pool.MostLentBytes));

        pool.Watch();
        pool.Return(second);
        pool.Return(pool.Rent(Shape.Vector(128)));

        Assert.Equal((0, 512), (pool.LentBytes, pool.MostLentBytes));
    }

    [Fact]
    public void AskingTwiceBeforeGivingBackBringsTwoBlocks()
    {
        using var pool = new TensorPool();
        var first = pool.Rent(Shape.Vector(10));
        var second = pool.Rent(Shape.Vector(10));

        Assert.NotSame(first.Block, second.Block);
    }

    [Fact]
    public void TheSecondReturnOfATensorDoesNotTakeTheMemoryFromItsNewOwner()
    {
        using var pool = new TensorPool();
        var gone = pool.Rent(Shape.Vector(10));
        pool.Return(gone);
        var owner = pool.Rent(Shape.Vector(10));

        pool.Return(gone);
        var other = pool.Rent(Shape.Vector(10));

        Assert.Same(gone.Block, owner.Block);
        Assert.NotSame(owner.Block, other.Block);
    }

    [Fact]
    public void ObjectsGoRoundOnceNobodyHoldsThem()
    {
        using var pool = new TensorPool();
        var gone = pool.Rent(Shape.Vector(10), requiresGradient: true);
        pool.Return(gone);
        var meanwhile = pool.Rent(Shape.Vector(10));
        pool.Recycle();
        var again = pool.Rent(new Shape(2, 3, 4, 5));

        Assert.NotSame(gone, meanwhile);
        Assert.Same(gone, again);
        Assert.Equal(new Shape(2, 3, 4, 5), again.Shape);
        Assert.Equal(120, again.Values.Length);
        Assert.False(again.RequiresGradient);
        Assert.NotSame(meanwhile.Block, again.Block);
    }

    [Fact]
    public void GivingATensorBackGivesItsGradientBackToo()
    {
        using var pool = new TensorPool();
        var tensor = pool.Rent(Shape.Vector(1000));
        tensor.Gradient = pool.Rent(Shape.Vector(1000));
        var reserved = pool.ReservedBytes;

        pool.Return(tensor);
        pool.Rent(Shape.Vector(1000));
        pool.Rent(Shape.Vector(1000));

        Assert.Null(tensor.Gradient);
        Assert.Equal(reserved, pool.ReservedBytes);
    }

    [Fact]
    public void AForeignTensorIsLeftAlone()
    {
        using var pool = new TensorPool();
        using var elsewhere = new TensorPool();
        var foreign = elsewhere.Rent(Shape.Vector(10));

        pool.Return(foreign);

        Assert.NotSame(foreign.Block, pool.Rent(Shape.Vector(10)).Block);
        Assert.Equal(10, foreign.Values.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    [InlineData(1025)]
    [InlineData(123_457)]
    public void WastesAtMostAnEighthAboveTheSmallestBlock(int count)
    {
        using var pool = new TensorPool();

        var tensor = pool.Rent(Shape.Vector(count));

        Assert.Equal(count, tensor.Values.Length);
        Assert.InRange(pool.ReservedBytes / sizeof(float), count, Math.Max(64, count + (count / 8) + 15));
    }

    [Fact]
    public unsafe void MemoryIsAlignedToACacheLine()
    {
        using var pool = new TensorPool();
        for (var count = 1; count < 200; count += 17)
        {
            fixed (float* start = pool.Rent(Shape.Vector(count)).Values)
            {
                Assert.Equal(0, (long)start % 64);
            }
        }
    }

    [Fact]
    public void NothingIsLentAfterTheEnd()
    {
        var pool = new TensorPool();
        var tensor = pool.Rent(Shape.Vector(10));
        pool.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pool.Rent(Shape.Vector(10)));
        Assert.Throws<ObjectDisposedException>(() => tensor.Values.Length);
        Assert.Equal(0, pool.ReservedBytes);
    }
}
