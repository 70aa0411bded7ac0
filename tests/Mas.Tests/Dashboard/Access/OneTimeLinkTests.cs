using Mas.Dashboard.Access;

namespace Mas.Tests.Dashboard.Access;

public class OneTimeLinkTests
{
    private readonly OneTimeLink _link = new();

    [Fact]
    public void ALinkLetsInOnce()
    {
        var word = _link.Renew();

        Assert.True(_link.TryUse(word));
        Assert.False(_link.TryUse(word));
    }

    [Fact]
    public void NoOtherWordLetsInNorUsesTheLinkUp()
    {
        Assert.False(_link.TryUse(""));
        var word = _link.Renew();

        Assert.False(_link.TryUse(""));
        Assert.False(_link.TryUse(word[1..]));
        Assert.True(_link.TryUse(word));
    }

    [Fact]
    public void ANewLinkMakesTheOldOneWorthless()
    {
        var old = _link.Renew();
        var word = _link.Renew();

        Assert.False(_link.TryUse(old));
        Assert.True(_link.TryUse(word));
    }

    [Fact]
    public void OfManyWhoTryAtOnceOneIsLetIn()
    {
        var word = _link.Renew();
        var let = 0;
        Parallel.For(0, 100, _ =>
        {
            if (_link.TryUse(word))
            {
                Interlocked.Increment(ref let);
            }
        });

        Assert.Equal(1, let);
    }
}
