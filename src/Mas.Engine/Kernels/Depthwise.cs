using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// Depthwise k x k convolution of one picture (H, W, C) with a weight (k, k, C), stride 1, padding k / 2, k 3 or 5.
/// Single-threaded; the rectifier of the input is fused where <c>relu</c> is set. All work in <c>scratch</c>, of
/// <see cref="ScratchLength"/> floats.
/// </summary>
internal static unsafe class Depthwise
{
    /// <summary>Floats of the memory each of the three works in.</summary>
    internal static int ScratchLength(int width, int channels, int size) => PaddedRows.Length(width, channels, size);

    /// <summary>y[i, j, c] = sum over u, v of x[i + u - k/2, j + v - k/2, c] w[u, v, c]. Overwrites.</summary>
    internal static void Forward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output,
        int height, int width, int channels, int size, bool relu, Span<float> scratch)
    {
        Debug.Assert(input.Length == height * width * channels && output.Length == input.Length);
        Debug.Assert(weight.Length == size * size * channels);
        scratch.Clear();
        fixed (float* x = input, w = weight, y = output, ring = scratch)
        {
            var correlation = new DepthwiseCorrelation
            {
                Source = new PaddedRows
                {
                    Picture = x,
                    Ring = ring,
                    Height = height,
                    Width = width,
                    Channels = channels,
                    Size = size,
                    Relu = relu,
                },
                Weight = w,
                TapStride = channels,
                Target = y,
                Mask = null,
                Accumulate = false,
            };
            ChannelWise.Run(ref correlation, channels);
        }
    }

    /// <summary>
    /// dx = [dx +] the correlation of dy with the weight turned by half a turn, where <paramref name="relu"/> only
    /// where x is positive. Overwrites or accumulates.
    /// </summary>
    internal static void BackwardInput(
        ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> dOutput, Span<float> dInput,
        int height, int width, int channels, int size, bool relu, bool accumulate,
        Span<float> scratch)
    {
        Debug.Assert(dOutput.Length == height * width * channels && dInput.Length == dOutput.Length);
        scratch.Clear();
        fixed (float* x = input, w = weight, dy = dOutput, dx = dInput, ring = scratch)
        {
            var correlation = new DepthwiseCorrelation
            {
                Source = new PaddedRows
                {
                    Picture = dy,
                    Ring = ring,
                    Height = height,
                    Width = width,
                    Channels = channels,
                    Size = size,
                    Relu = false,
                },
                Weight = w + (size * size - 1) * channels,
                TapStride = -channels,
                Target = dx,
                Mask = relu ? x : null,
                Accumulate = accumulate,
            };
            ChannelWise.Run(ref correlation, channels);
        }
    }

    /// <summary>dw[u, v, c] = sum over i, j of x[i + u - k/2, j + v - k/2, c] dy[i, j, c]. Overwrites.</summary>
    internal static void BackwardWeight(
        ReadOnlySpan<float> input, ReadOnlySpan<float> dOutput, Span<float> dWeight,
        int height, int width, int channels, int size, bool relu, Span<float> scratch)
    {
        Debug.Assert(input.Length == height * width * channels && dOutput.Length == input.Length);
        dWeight.Clear();
        scratch.Clear();
        fixed (float* x = input, dy = dOutput, dw = dWeight, ring = scratch)
        {
            var gradient = new DepthwiseWeightGradient
            {
                Input = new PaddedRows
                {
                    Picture = x,
                    Ring = ring,
                    Height = height,
                    Width = width,
                    Channels = channels,
                    Size = size,
                    Relu = relu,
                },
                DOutput = dy,
                DWeight = dw,
            };
            ChannelWise.Run(ref gradient, channels);
        }
    }
}
