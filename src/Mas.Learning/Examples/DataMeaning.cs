namespace Mas.Learning.Examples;

/// <summary>What the numbers of examples mean outside of Mas, for programs that use a model without its data.</summary>
/// <param name="Channels">What each channel of an input is, in their order; empty where that is not known.</param>
/// <param name="Targets">What the targets mean; one that is not listed is not known.</param>
public sealed record DataMeaning(IReadOnlyList<InputChannel> Channels, IReadOnlyList<TargetMeaning> Targets)
{
    /// <summary>
    /// The channels that mark the categories of one column, of each such column: what is unknown or missing, then its words.
    /// </summary>
    public IEnumerable<(int First, int Count)> Categories()
    {
        for (var first = 0; first < Channels.Count; first++)
        {
            if (Channels[first].Encoding is InputChannel.UnknownWord or InputChannel.NoWord)
            {
                yield return (
                    first, 1 + Channels.Skip(first + 1).TakeWhile(channel => channel.Encoding == InputChannel.KnownWord).Count());
            }
        }
    }

    /// <summary>Nothing is known.</summary>
    public static DataMeaning Unknown { get; } = new([], []);
}
