using System.Diagnostics;
using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// The gradient of a weight, dWeight += Xᵀ dY, and of a bias, dBias += 1ᵀ dY, over all pixels of a batch. The work
/// falls into bands of channels and, where those are few, pieces of pixels with a sum each; the sums are added in
/// order, so the bits do not depend on how many threads share the pieces.
/// </summary>
internal static class WeightGradient
{
    /// <summary>Pieces that leave several threads evenly busy.</summary>
    private const int Pieces = 16;

    /// <summary>Fewer than these are made more by halving the bands.</summary>
    private const int FewestPieces = 4;

    /// <summary>Channels of a band: as many as make the packing of the other factor cheap.</summary>
    private const int BandRows = 96;

    /// <summary>A piece of pixels makes up for its sum only from a few hundred on.</summary>
    private const int FewestPixels = 512;

    /// <summary>Pixels at a time: of both factors a cache line each fits the nearest cache.</summary>
    private const int BlockPixels = 128;

    private static readonly float[] _one = [1];

    /// <summary>Adds both gradients.</summary>
    /// <param name="tape">Pool and threads.</param>
    /// <param name="input">Where X lies.</param>
    /// <param name="x">(pixels, inputs).</param>
    /// <param name="dOutput">Where dY lies.</param>
    /// <param name="y">(pixels, outputs).</param>
    /// <param name="weight">Row-major (inputs, outputs).</param>
    /// <param name="bias">A row that Y repeats as often as it is wider, or none.</param>
    internal static void Add(
        Tape tape, Tensor input, MatrixLayout x, Tensor dOutput, MatrixLayout y, Tensor weight, Tensor? bias)
    {
        // The right factor must lie in whole rows and is best in whole vectors; else the transpose is made.
        var transposed = !y.IsRowMajor || (x.IsRowMajor && IsWhole(x.Width) && !IsWhole(y.Width));
        var (rows, columns) = transposed ? (y, x) : (x, y);
        var (left, right) = transposed ? (dOutput, input) : (input, dOutput);
        Debug.Assert(columns.IsRowMajor, "Only one side of a map may be windows.");
        var bands = (rows.Width + BandRows - 1) / BandRows;
        var pieces = Math.Clamp(Pieces / bands, 1, Math.Max(1, x.Height / FewestPixels));
        if (bands * pieces < FewestPieces)
        {
            bands = (rows.Width + BandRows / 2 - 1) / (BandRows / 2);
        }

        var sums = tape.Pool.Rent(new Shape(pieces, 1, rows.Width, columns.Width));
        var biasSums = bias is null ? null : tape.Pool.Rent(new Shape(pieces, 1, 1, dOutput.Shape.Channels));
        tape.Workers.For(
            bands * pieces,
            new Work(left, rows, right, columns.Width, dOutput, sums, biasSums, bands, pieces),
            static (index, work) => work.Run(index));
        if (transposed)
        {
            var sum = sums.Picture(0);
            Reduction.Sum(sums.Values[sum.Length..], sum, accumulate: true);
            Reduction.AddTransposed(sum, y.Width, tape.GradientOf(weight, out _).Values);
        }
        else
        {
            Reduction.Sum(sums.Values, tape.GradientOf(weight, out _).Values, accumulate: true);
        }

        tape.Pool.Return(sums);
        if (biasSums is not null)
        {
            Reduction.Sum(biasSums.Values, tape.GradientOf(bias!, out _).Values, accumulate: true);
            tape.Pool.Return(biasSums);
        }
    }

    private static bool IsWhole(int columns) => PackedMatrix.Padded(columns) == columns;

    /// <summary>
    /// The pieces of one gradient: piece <c>index</c> is a band of channels over a share of the pixels.
    /// </summary>
    private readonly record struct Work(
        Tensor Left, MatrixLayout Rows, Tensor Right, int Columns, Tensor DOutput, Tensor Sums, Tensor? BiasSums,
        int Bands, int Pieces)
    {
        internal void Run(int index)
        {
            var (piece, band) = Math.DivRem(index, Bands);
            var (pixel, pixels) = Shares.Part(Rows.Height, piece, Pieces);
            var (first, count) = Shares.Part(Rows.Width, band, Bands);
            var accumulate = false;
            var target = MatrixLayout.RowMajor(Rows.Width, Columns).RowRange(first, count).On(Sums.Picture(piece));
            for (var end = pixel + pixels; pixel < end; pixel += BlockPixels)
            {
                pixels = Math.Min(BlockPixels, end - pixel);
                MatrixProduct.MultiplyUnpacked(
                    Rows.RowRange(pixel, pixels).Transposed.RowRange(first, count).On(Left.Values),
                    MatrixLayout.RowMajor(pixels, Columns).On(Right.Values[(pixel * Columns)..]), target, [],
                    accumulate);
                accumulate = true;
            }

            if (band == 0 && BiasSums is not null)
            {
                SumRows(piece, BiasSums.Picture(piece));
            }
        }

        /// <summary>A row of ones times the pixels of a piece: what the piece adds to the gradient of a bias.</summary>
        private void SumRows(int piece, Span<float> sum)
        {
            var (pixel, pixels) = Shares.Part(DOutput.Shape.Pixels, piece, Pieces);
            MatrixProduct.MultiplyUnpacked(
                new MatrixLayout(1, Lattice.Line(0), pixels, Lattice.Line(0)).On(_one),
                MatrixLayout.RowMajor(pixels, sum.Length).On(DOutput.Pixels(pixel, pixels)),
                MatrixLayout.RowMajor(1, sum.Length).On(sum), [], false);
        }
    }
}
