namespace Mas.Engine.Randomness;

/// <summary>
/// A named source of randomness. Seeds form a tree (run, stage, round, client): deriving a child changes nothing in
/// the parent, so no draw depends on which other draws were made, in which order or on which thread.
/// </summary>
/// <param name="Value">The 64 bits all draws follow from.</param>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The child called <paramref name="name"/>.</summary>
    public Seed Derive(string name)
    {
        // FNV-1a over the UTF-16 code units: stable across processes, unlike string.GetHashCode.
        var hash = 14695981039346656037UL;
        foreach (var unit in name)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return new Seed(Mix(Value ^ Mix(hash)));
    }

    /// <summary>The child of number <paramref name="number"/>.</summary>
    public Seed Derive(int number) => new(Mix(Value ^ Mix((ulong)number + 0x9E3779B97F4A7C15UL)));

    /// <summary>A fresh stream of draws from this seed; every call gives the same stream.</summary>
    public RandomStream Stream() => new(this);

    /// <summary>
    /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): a bijection that scatters every bit.
    /// </summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
