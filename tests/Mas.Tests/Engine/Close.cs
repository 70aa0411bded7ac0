namespace Mas.Tests.Engine;

/// <summary>Whether numbers agree with those of another program, or of a naive twin.</summary>
internal static class Close
{
    /// <summary>
    /// Float32 keeps 6e-8 of a number; sums of some hundred products of both signs keep about 1e-6 of the largest.
    /// Ten times that leaves room for any order of summation, none for a wrong term.
    /// </summary>
    internal const double OneOp = 1e-5;

    /// <summary>
    /// Every element within <paramref name="tolerance"/> of a scale: by default the largest expected magnitude, so
    /// that where all expected elements are zero, exactly zero is wanted.
    /// </summary>
    internal static void Check(
        string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance = OneOp,
        double factor = 1, double scale = 0)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} elements, not {expected.Length}.");
        if (scale == 0)
        {
            foreach (var value in expected)
            {
                scale = Math.Max(scale, Math.Abs(value * factor));
            }
        }

        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(actual[i] - (expected[i] * factor));
            if (!(error <= tolerance * scale))
            {
                Assert.Fail($"{what}: element {i} is {actual[i]}, not {expected[i] * factor}: "
                    + $"off by {error / scale:0.0e+0} of {scale}, {tolerance:0.0e+0} is allowed.");
            }
        }
    }
}
