using Mas.Device.Connections;

namespace Mas.Tests.Device.Connections;

public class TroublesTests
{
    [Fact]
    public void EachKindIsToldOnceUntilTheServerAnswersAgain()
    {
        var notes = new List<string>();
        var troubles = new Troubles(new Uri("https://fleet.example.org"), notes.Add);

        troubles.Over();
        foreach (var trouble in new[] { "Away.", "Not known.", "Away.", "Not known.", "Away." })
        {
            troubles.Tell(trouble);
        }

        troubles.Over();
        troubles.Over();
        troubles.Tell("Away.");

        Assert.Equal(
            [
                "Away. Retrying.", "Not known. Retrying.", "https://fleet.example.org/ answers again.",
                "Away. Retrying.",
            ],
            notes);
    }

    [Fact]
    public void OfAServerThatFindsEverNewWordsOnlySomeAreQuoted()
    {
        var notes = new List<string>();
        var troubles = new Troubles(new Uri("https://fleet.example.org"), notes.Add);

        for (var word = 0; word < 1000; word++)
        {
            troubles.Tell($"{word}.");
        }

        Assert.InRange(notes.Count, 1, 100);
    }
}
