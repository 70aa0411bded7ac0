using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Rounds;

public class StageRecipeTests
{
    private static readonly RunOptions _options = TestCatalogue.Options with { Data = "/data", DataDigest = "a1", Threads = 1 };

    [Fact]
    public void WhereDataLieDoesNotMatterWhatTheyHoldDoes()
    {
        Assert.Equal(Digest(_options), Digest(_options with { Data = "/moved", Cache = "/cache", Threads = 3 }));
        Assert.NotEqual(Digest(_options), Digest(_options with { DataDigest = "b2" }));
    }

    [Fact]
    public void WhatDataHoldIsUnknownToEarlierVersionsSoTheirFolderStandsForIt()
    {
        var earlier = _options with { DataDigest = null };
        Assert.NotEqual(Digest(earlier), Digest(earlier with { Data = "/moved" }));
        var rooms = earlier with { Data = null };
        Assert.NotEqual(Digest(rooms), Digest(rooms with { RoomsEdition = 1 }));
    }

    private static string Digest(RunOptions options) =>
        StageRecipe.Of(new Stage("dk", TestCatalogue.Learning.TaskSet("dk"), 1, 2, null, Probes: true), options).Digest;
}
