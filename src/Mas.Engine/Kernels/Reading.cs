namespace Mas.Engine.Kernels;

/// <summary>
/// What becomes of elements as a kernel reads them: (x - mean) factor + shift, a channel at a time, and at least 0
/// where <see cref="Relu"/>. No mean: they stay as they are stored.
/// </summary>
internal readonly ref struct Reading
{
    internal ReadOnlySpan<float> Mean { get; init; }

    internal ReadOnlySpan<float> Factor { get; init; }

    internal ReadOnlySpan<float> Shift { get; init; }

    internal bool Relu { get; init; }

    /// <summary>The same of <paramref name="count"/> channels from <paramref name="first"/> on.</summary>
    internal Reading Channels(int first, int count) => Mean.IsEmpty
        ? this
        : new Reading
        {
            Mean = Mean.Slice(first, count),
            Factor = Factor.Slice(first, count),
            Shift = Shift.Slice(first, count),
            Relu = Relu,
        };
}
