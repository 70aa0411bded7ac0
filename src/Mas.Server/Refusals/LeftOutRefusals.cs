using Mas.Learning;

namespace Mas.Server.Refusals;

/// <summary>Refusals that were counted and not recorded.</summary>
/// <param name="Most">The address that most of them went to.</param>
/// <param name="Addresses">How many addresses they went to.</param>
/// <param name="Count">How many they are.</param>
internal sealed record LeftOutRefusals(string Most, int Addresses, long Count)
{
    /// <summary>The count as a sentence.</summary>
    public override string ToString() => Addresses == 1
        ? $"{Plural.Of(Count, "more refusal")} within a minute."
        : $"{Plural.Of(Count, "more refusal")} within a minute, to {Plural.Of(Addresses, "address", "addresses")}; "
            + "most to this one.";
}
