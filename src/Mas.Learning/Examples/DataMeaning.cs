namespace Mas.Learning.Examples;

/// <summary>What the numbers of examples mean outside of Mas, for programs that use a model without its data.</summary>
/// <param name="Channels">What each channel of an input is, in their order; empty where that is not known.</param>
/// <param name="Targets">What the targets mean; one that is not listed is not known.</param>
public sealed record DataMeaning(IReadOnlyList<InputChannel> Channels, IReadOnlyList<TargetMeaning> Targets)
{
    /// <summary>Nothing is known.</summary>
    public static DataMeaning Unknown { get; } = new([], []);
}
