using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// Numbered places in an array, in up to three nested steps: place i lies <c>i % Inner</c> steps of
/// <see cref="InnerStride"/>, <c>i / Inner % Outer</c> of <see cref="OuterStride"/> and <c>i / (Inner Outer)</c> of
/// <see cref="FarStride"/> from the first. So lie the pixels of a picture every other pixel and line, the windows of a
/// batch, or the elements of a window, and a matrix whose rows and columns lie so need not be copied together.
/// </summary>
/// <param name="First">The number that counts as 0.</param>
/// <param name="Inner">Places a line.</param>
/// <param name="InnerStride">Elements from one place to the next.</param>
/// <param name="Outer">Lines a picture.</param>
/// <param name="OuterStride">Elements from one line to the next.</param>
/// <param name="FarStride">Elements from one picture to the next.</param>
internal readonly record struct Lattice(
    int First, int Inner, int InnerStride, int Outer, int OuterStride, int FarStride)
{
    /// <summary>Places <paramref name="stride"/> elements apart, without end.</summary>
    internal static Lattice Line(int stride) => new(0, int.MaxValue, stride, 1, 0, 0);

    /// <summary>How many neighbouring places are neighbouring elements, counted from the start of a line.</summary>
    internal int Run => InnerStride == 1 ? Inner : 1;

    /// <summary>The same places, counted from number <paramref name="first"/> on.</summary>
    internal Lattice From(int first) => this with { First = First + first };

    /// <summary>Where place <paramref name="index"/> lies.</summary>
    internal int At(int index)
    {
        var (line, place) = Math.DivRem(First + index, Inner);
        var (picture, row) = Math.DivRem(line, Outer);
        return place * InnerStride + row * OuterStride + picture * FarStride;
    }

    /// <summary>Writes where the places 0, 1, ... lie, as many as <paramref name="places"/> has room for.</summary>
    internal void Fill(Span<int> places)
    {
        Debug.Assert(Inner > 0 && Outer > 0);
        for (var done = 0; done < places.Length;)
        {
            var line = places.Slice(done, Math.Min(places.Length - done, Inner - (First + done) % Inner));
            var place = At(done);
            foreach (ref var target in line)
            {
                target = place;
                place += InnerStride;
            }

            done += line.Length;
        }
    }
}
