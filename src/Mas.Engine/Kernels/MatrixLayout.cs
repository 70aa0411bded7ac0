namespace Mas.Engine.Kernels;

/// <summary>
/// How a matrix lies in an array: element (i, j) at <c>Rows.At(i) + Columns.At(j)</c>. A transpose, a range of rows and
/// the windows of a convolution, which share elements, are layouts as well and cost nothing.
/// </summary>
/// <param name="Height">Rows.</param>
/// <param name="Rows">Where the rows start.</param>
/// <param name="Width">Columns.</param>
/// <param name="Columns">Where the columns lie in a row.</param>
internal readonly record struct MatrixLayout(int Height, Lattice Rows, int Width, Lattice Columns)
{
    /// <summary>The same elements with rows and columns exchanged.</summary>
    internal MatrixLayout Transposed => new(Width, Columns, Height, Rows);

    /// <summary>Whether the rows are whole and lie one after the other, from the first on.</summary>
    internal bool IsRowMajor => this == RowMajor(Height, Width);

    /// <summary>A matrix of whole rows one after the other.</summary>
    internal static MatrixLayout RowMajor(int height, int width) =>
        new(height, Lattice.Line(width), width, Lattice.Line(1));

    /// <summary>The <paramref name="count"/> rows from <paramref name="first"/> on.</summary>
    internal MatrixLayout RowRange(int first, int count) => this with { Height = count, Rows = Rows.From(first) };

    /// <summary>The <paramref name="count"/> columns from <paramref name="first"/> on.</summary>
    internal MatrixLayout ColumnRange(int first, int count) =>
        this with { Width = count, Columns = Columns.From(first) };

    /// <summary>The matrix in <paramref name="values"/> that lies so.</summary>
    internal MatrixView On(Span<float> values) => new(values, this);
}
