using Mas.Engine.Kernels;

namespace Mas.Tests.Engine.Kernels;

/// <summary>Where numbered places lie.</summary>
public class LatticeTests
{
    [Fact]
    public void PlacesLieInThreeNestedSteps()
    {
        var lattice = new Lattice(0, 3, 2, 2, 100, 1000);
        var places = new int[8];

        lattice.Fill(places);

        Assert.Equal([0, 2, 4, 100, 102, 104, 1000, 1002], places);
    }

    [Fact]
    public void ALineGoesOnWithoutEnd()
    {
        var places = new int[5];

        Lattice.Line(7).From(100_000_000).Fill(places);

        Assert.Equal([700_000_000, 700_000_007, 700_000_014, 700_000_021, 700_000_028], places);
    }

    [Fact]
    public void ManyPlacesLieWhereEachLiesAlone()
    {
        for (var first = 0; first < 14; first++)
        {
            var lattice = new Lattice(0, 3, 5, 4, 31, 211).From(first);
            var places = new int[30];

            lattice.Fill(places);

            Assert.Equal(Enumerable.Range(0, places.Length).Select(lattice.At), places);
        }
    }

    [Fact]
    public void OnlyNeighboursAreARun()
    {
        Assert.Equal(6, new Lattice(0, 6, 1, 2, 40, 0).Run);
        Assert.Equal(1, new Lattice(0, 6, 2, 2, 40, 0).Run);
    }
}
