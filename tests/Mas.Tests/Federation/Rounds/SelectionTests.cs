using Mas.Engine.Randomness;
using Mas.Federation.Rounds;

namespace Mas.Tests.Federation.Rounds;

public class SelectionTests
{
    private static readonly string[] _clients = [.. Enumerable.Range(0, 32).Select(number => $"building {number:D2}")];

    private static Seed Of(string stage, int round) => new Seed(0).Derive("stage").Derive(stage).Derive(round);

    [Fact]
    public void EveryClientDrawnIsDrawnOnceAndInOrder()
    {
        for (var round = 1; round <= 100; round++)
        {
            var drawn = Selection.Draw(_clients, 4, Of("sdnkt", round));
            Assert.Equal(4, drawn.Distinct().Count());
            Assert.Equal(drawn.Order(StringComparer.Ordinal), drawn);
            Assert.Equal(drawn, Selection.Draw(_clients, 4, Of("sdnkt", round)));
        }
    }

    [Fact]
    public void WhereThereAreFewerAllAreDrawn() =>
        Assert.Equal(_clients[..3], Selection.Draw(_clients[..3], 4, Of("s", 1)));

    [Fact]
    public void EveryClientGetsItsTurnAsOftenAsAnother()
    {
        var turns = Enumerable.Range(1, 4000).SelectMany(round => Selection.Draw(_clients, 4, Of("s", round)))
            .CountBy(client => client).ToArray();

        // 500 turns each are expected, with a standard deviation of 21.
        Assert.Equal(32, turns.Length);
        Assert.All(turns, turn => Assert.InRange(turn.Value, 395, 605));
    }

    [Fact]
    public void StagesSideBySideDrawIndependently()
    {
        var same = Enumerable.Range(1, 100).Count(round => Selection.Draw(_clients, 4, Of("sdnkt.sd", round))
            .SequenceEqual(Selection.Draw(_clients, 4, Of("sdnkt.nkt", round))));

        Assert.InRange(same, 0, 2);
    }
}
