using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>A matrix of float32 in an array, as its <see cref="Layout"/> says.</summary>
internal readonly ref struct MatrixView
{
    internal MatrixView(Span<float> values, MatrixLayout layout)
    {
        Debug.Assert(
            layout.Rows.At(layout.Height - 1) + layout.Columns.At(layout.Width - 1) < values.Length,
            "A matrix must lie inside its array.");
        Values = values;
        Layout = layout;
    }

    internal Span<float> Values { get; }

    internal MatrixLayout Layout { get; }

    internal int Height => Layout.Height;

    internal int Width => Layout.Width;
}
