using Mas.Learning;

namespace Mas.Tests.Learning;

public class BoundedCacheTests
{
    [Fact]
    public void WhatWasAskedForLongestAgoIsForgottenFirst()
    {
        var cache = new BoundedCache<int, string>(2);
        cache.GetOrAdd(1, key => $"made {key}");
        cache.GetOrAdd(2, key => $"made {key}");
        cache.GetOrAdd(1, _ => "made again");
        cache.GetOrAdd(3, key => $"made {key}");

        Assert.Equal(2, cache.Count);
        Assert.False(cache.TryGet(2, out _));
        Assert.Equal("made 1", cache.GetOrAdd(1, _ => "made again"));
    }

    [Fact]
    public void WhatIsSetTakesThePlaceOfWhatWas()
    {
        var cache = new BoundedCache<string, int>(1);
        cache.Set("a", 1);
        cache.Set("a", 2);

        Assert.True(cache.TryGet("a", out var value));
        Assert.Equal(2, value);
        cache.Remove("a");
        Assert.Empty(cache.Snapshot());
    }
}
