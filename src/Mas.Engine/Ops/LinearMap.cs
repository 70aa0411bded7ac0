using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Y = X W [+ bias], which is every dense convolution: a row of X is a pixel of the input or a window on it, a row of Y
/// a pixel of the output or a window of it. X and Y are the tensors themselves, seen through a layout.
/// </summary>
internal static class LinearMap
{
    /// <summary>Multiply-adds worth handing to a thread.</summary>
    private const int FewestMultiplyAdds = 1 << 17;

    /// <summary>
    /// So few rows do not make up for packing the weight, which is then taken as it lies; the bits are the same.
    /// </summary>
    private const int MostUnpackedRows = 64;
    private const int MostBand = 768;
    private const int Bands = 16;

    /// <summary>
    /// Columns that no band parts: two vectors of the widest, so that bands have the tiles of the whole.
    /// </summary>
    private const int FewestColumns = 32;

    /// <summary>Works Y out and records how to go back.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">Where X lies.</param>
    /// <param name="weight">W, row-major (columns of X, columns of Y).</param>
    /// <param name="bias">A row of (1, 1, 1, C), repeated as often as Y is wider; or none.</param>
    /// <param name="shape">Of the output, where Y goes.</param>
    /// <param name="places">How X and Y lie.</param>
    /// <returns>The output.</returns>
    internal static Tensor Apply(
        Tape tape, Tensor input, Tensor weight, Tensor? bias, Shape shape, LinearLayout places)
    {
        input = tape.Stored(input);
        var output = tape.Rent(shape, requiresGradient: true);
        var row = bias is null ? null : tape.Pool.Rent(Shape.Vector(places.Y.Width));
        if (row is not null)
        {
            Rows.Fill(bias!.Values, row.Values);
        }

        var framed = places.Frame.Around(tape, input);
        Multiply(
            tape, framed, places.X, weight, MatrixLayout.RowMajor(places.X.Width, places.Y.Width), output, places.Y,
            row, accumulate: false, bandRows: 0);
        places.Frame.Return(tape, framed);
        if (row is not null)
        {
            tape.Pool.Return(row);
        }

        tape.DenseMultiplyAdds += (long)places.X.Height * weight.Shape.Count;
        tape.Record(new Entry(input, weight, bias, output, places));
        return output;
    }

    /// <summary>
    /// target = [target or bias +] source x weight, shared out by bands of <paramref name="bandRows"/> rows, or, if
    /// that is 0, of as many as make a good piece of work. Where the rows are few the bands are of columns, so that a
    /// weight is read by one thread only.
    /// </summary>
    private static void Multiply(
        Tape tape, Tensor source, MatrixLayout a, Tensor weight, MatrixLayout b, Tensor target, MatrixLayout c,
        Tensor? bias, bool accumulate, int bandRows)
    {
        var run = Math.Min(c.Columns.Run, c.Width);
        var bandColumns = c.Width;
        Tensor? packed = null;
        if (a.Height > MostUnpackedRows || !b.IsRowMajor)
        {
            packed = tape.Pool.Rent(Shape.Vector(PackedMatrix.Length(a.Width, c.Width, run)));
            if (!tape.Pool.IsOnPaper)
            {
                PackedMatrix.Pack(b.On(weight.Values), run, packed.Values);
            }

            bandRows = bandRows > 0 ? bandRows : Band(a.Height, a.Width * c.Width, MatrixTile.MostRows);
        }
        else if (bandRows == 0)
        {
            bandRows = a.Height;
            bandColumns = Band(c.Width, a.Height * a.Width, run < c.Width ? run : FewestColumns);
        }

        var work = new Work(source, a, weight, b, packed, target, c, bias, accumulate, bandRows, bandColumns);
        tape.Workers.For(work.Pieces, work, static (piece, work) => work.Run(piece));
        if (packed is not null)
        {
            tape.Pool.Return(packed);
        }
    }

    /// <summary>
    /// Rows or columns a band, of <paramref name="total"/> that take <paramref name="multiplyAdds"/> each: whole
    /// <paramref name="unit"/>s.
    /// </summary>
    private static int Band(int total, int multiplyAdds, int unit)
    {
        var fewest = FewestMultiplyAdds / multiplyAdds + 1;
        var band = Math.Clamp((total + Bands - 1) / Bands, Math.Min(fewest, MostBand), MostBand);
        return (band + unit - 1) / unit * unit;
    }

    /// <summary>The pieces of one product, each a band of rows and of columns of C.</summary>
    private readonly record struct Work(
        Tensor Source, MatrixLayout A, Tensor Weight, MatrixLayout B, Tensor? Packed, Tensor Target, MatrixLayout C,
        Tensor? Bias, bool Accumulate, int BandRows, int BandColumns)
    {
        internal int Pieces => RowBands * ((C.Width + BandColumns - 1) / BandColumns);

        private int RowBands => (A.Height + BandRows - 1) / BandRows;

        internal void Run(int piece)
        {
            var (row, column) = (piece % RowBands * BandRows, piece / RowBands * BandColumns);
            var rows = Math.Min(BandRows, A.Height - row);
            var columns = Math.Min(BandColumns, C.Width - column);
            var left = A.RowRange(row, rows).On(Source.Values);
            var product = C.RowRange(row, rows).ColumnRange(column, columns).On(Target.Values);
            var start = Bias is null ? [] : Bias.Values.Slice(column, columns);
            if (Packed is null)
            {
                var right = B.ColumnRange(column, columns).On(Weight.Values);
                MatrixProduct.MultiplyUnpacked(left, right, product, start, Accumulate);
            }
            else
            {
                MatrixProduct.Multiply(left, Packed.Values, product, start, Accumulate);
            }
        }
    }

    private sealed class Entry(Tensor input, Tensor weight, Tensor? bias, Tensor output, LinearLayout places)
        : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dOutput = Output.Gradient!;
            if (weight.RequiresGradient)
            {
                // dWeight += Xᵀ dY, dBias += 1ᵀ dY.
                var framed = places.Frame.Around(tape, input);
                WeightGradient.Add(tape, framed, places.X, dOutput, places.Y, weight, bias);
                places.Frame.Return(tape, framed);
            }

            if (input.RequiresGradient)
            {
                AddInputGradient(tape, dOutput);
            }
        }

        /// <summary>
        /// dX = [dX +] dY Wᵀ. Windows that overlap share elements: those of a picture belong to one thread.
        /// </summary>
        private void AddInputGradient(Tape tape, Tensor dOutput)
        {
            var dInput = tape.GradientOf(input, out var accumulate);
            var target = places.Frame.IsEmpty ? dInput : tape.Pool.Rent(places.Frame.Framed);
            if (!places.Tiles && (!accumulate || target != dInput))
            {
                target.Values.Clear();
            }

            Multiply(
                tape, dOutput, places.Y, weight, MatrixLayout.RowMajor(places.X.Width, places.Y.Width).Transposed,
                target, places.X, null, places.Overlap || (accumulate && target == dInput),
                places.Overlap ? places.X.Height / input.Shape.Batch : 0);
            if (target != dInput)
            {
                places.Frame.Remove(tape, target, dInput, accumulate);
                tape.Pool.Return(target);
            }
        }
    }
}
