using System.Numerics;

namespace Mas.Engine.Randomness;

/// <summary>
/// Draws from one <see cref="Seed"/>: xoshiro256** (Blackman and Vigna, 2018). Written here because the sequence of
/// System.Random is no contract between versions of .NET, and a run must be repeatable. Not thread-safe.
/// </summary>
public sealed class RandomStream
{
    private ulong _a, _b, _c, _d;

    internal RandomStream(Seed seed)
    {
        _a = Seed.Mix(seed.Value);
        _b = Seed.Mix(_a);
        _c = Seed.Mix(_b);
        _d = Seed.Mix(_c);
    }

    /// <summary>Uniform over all 64-bit values.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform over all 32-bit values.</summary>
    public uint NextUInt32() => (uint)(NextUInt64() >> 32);

    /// <summary>Uniform over 0 to <paramref name="exclusiveMaximum"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive.</exception>
    public int Next(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        return (int)(((UInt128)NextUInt64() * (ulong)exclusiveMaximum) >> 64);
    }

    /// <summary>Uniform over 0 (included) to 1 (excluded), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform over 0 (included) to 1 (excluded), 24 bits.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>Normal with mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts <paramref name="items"/> in a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
