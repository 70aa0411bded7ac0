using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// Depthwise k x k convolution of a strip of one picture, stride 1, padding k / 2, k 3 or 5. The input is
/// normalised and rectified as its rows are taken in. Spans start at the strip's first channel. Single-threaded; both
/// work in <c>scratch</c>, of <see cref="DepthwiseStrip.ScratchLength"/> floats or more.
/// </summary>
internal static unsafe class Depthwise
{
    /// <summary>y[i, j, c] = sum over u, v of x[i + u - k/2, j + v - k/2, c] w[u, v, c]. Overwrites.</summary>
    internal static void Forward(
        in DepthwiseStrip strip, ReadOnlySpan<float> input, Reading reading, ReadOnlySpan<float> weight,
        Span<float> output, Span<float> scratch)
    {
        Debug.Assert(strip.Size is 3 or 5);
        fixed (float* x = input, w = weight, y = output, ring = scratch)
        fixed (float* mean = reading.Mean, factor = reading.Factor, shift = reading.Shift)
        {
            var reader = new PixelReader { Mean = mean, Factor = factor, Shift = shift, Relu = reading.Relu };
            Walk(
                strip, PaddedRows.Of(strip, x, strip.InputStride, reader, ring),
                new DepthwiseForward { Weight = w, Output = y });
        }
    }

    /// <summary>
    /// dx = [dx +] the correlation of dy with the weight turned by half a turn, where the reading of x rectifies only
    /// where it is positive. Overwrites or accumulates. dw[u, v, c] = sum over i, j of x[i + u - k/2, j + v - k/2, c]
    /// dy[i, j, c]. Overwrites. An empty span skips that gradient.
    /// </summary>
    internal static void Backward(
        in DepthwiseStrip strip, ReadOnlySpan<float> input, Reading reading, ReadOnlySpan<float> weight,
        ReadOnlySpan<float> dOutput, Span<float> dInput, bool accumulate, Span<float> dWeight, Span<float> scratch)
    {
        Debug.Assert(strip.Size is 3 or 5);
        var last = (strip.Size * strip.Size - 1) * strip.OutputStride;
        for (var tap = 0; tap <= last && !dWeight.IsEmpty; tap += strip.OutputStride)
        {
            dWeight.Slice(tap, strip.Channels).Clear();
        }

        fixed (float* x = input, w = weight, dy = dOutput, dx = dInput, dw = dWeight, ring = scratch)
        fixed (float* mean = reading.Mean, factor = reading.Factor, shift = reading.Shift)
        {
            var row = new DepthwiseBackward
            {
                Input = x,
                Reader = new PixelReader { Mean = mean, Factor = factor, Shift = shift, Relu = reading.Relu },
                Line = ring + PaddedRows.Length(strip.Width, strip.Channels, strip.Size),
                LastTap = w + last,
                DInput = dx,
                Accumulate = accumulate,
                DLastTap = dw is null ? null : dw + last,
            };
            row.ClearLine(strip);
            Walk(strip, PaddedRows.Of(strip, dy, strip.OutputStride, default, ring), row);
        }
    }

    private static void Walk<TRow>(in DepthwiseStrip strip, PaddedRows rows, TRow row)
        where TRow : struct, IDepthwiseRow
    {
        rows.ClearSides();
        var walk = new DepthwiseWalk<TRow> { Strip = strip, Rows = rows, Row = row };
        ChannelWise.Run(ref walk, strip.Channels);
    }
}
