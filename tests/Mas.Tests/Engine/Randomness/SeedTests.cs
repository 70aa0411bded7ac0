using Mas.Engine.Randomness;

namespace Mas.Tests.Engine.Randomness;

/// <summary>Seeds form a tree; every branch is its own.</summary>
public class SeedTests
{
    [Fact]
    public void DerivingIsAFunctionOfTheName()
    {
        var seed = new Seed(5);

        Assert.Equal(seed.Derive("round"), seed.Derive("round"));
        Assert.Equal(seed.Derive(3), seed.Derive(3));
        Assert.NotEqual(seed, seed.Derive(0));
    }

    [Fact]
    public void ThousandsOfBranchesAreAllDifferent()
    {
        var seen = new HashSet<Seed>();
        for (ulong root = 0; root < 20; root++)
        {
            for (var number = -50; number < 50; number++)
            {
                Assert.True(seen.Add(new Seed(root).Derive(number)));
                Assert.True(seen.Add(new Seed(root).Derive("client" + number)));
                Assert.True(seen.Add(new Seed(root).Derive(number).Derive("client")));
            }
        }
    }

    [Fact]
    public void TheOrderOfNamesMatters() =>
        Assert.NotEqual(new Seed(1).Derive("a").Derive("b"), new Seed(1).Derive("b").Derive("a"));

    [Fact]
    public void DerivedSeedsStayWhatTheyWere()
    {
        // A change of these numbers changes every run ever made: it needs a new major version.
        Assert.Equal(0xA1F35EBED1317279UL, new Seed(0).Derive("round").Value);
        Assert.Equal(0x778B1AA9C29BC868UL, new Seed(0).Derive(1).Value);
    }
}
