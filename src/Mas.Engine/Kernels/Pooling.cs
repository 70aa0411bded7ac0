using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>Pooling of one picture (h, w, C). Single-threaded.</summary>
internal static unsafe class Pooling
{
    /// <summary>
    /// y[i, j, c] = the greatest x in the window of <paramref name="size"/> x <paramref name="size"/> pixels that
    /// starts at (i stride - padding, j stride - padding), what lies outside the picture left out. Overwrites.
    /// </summary>
    internal static void Max(
        ReadOnlySpan<float> input, Span<float> output, int height, int width, int outputHeight, int outputWidth,
        int channels, int size, int stride, int padding)
    {
        Debug.Assert(input.Length == height * width * channels);
        Debug.Assert(output.Length == outputHeight * outputWidth * channels);
        fixed (float* x = input, y = output)
        {
            var kernel = new Greatest
            {
                Input = x,
                Output = y,
                Height = height,
                Width = width,
                Channels = channels,
                OutputHeight = outputHeight,
                OutputWidth = outputWidth,
                Size = size,
                Stride = stride,
                Padding = padding,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    /// <summary>
    /// dx = [dx +] dy for the greatest pixel of each window; of equal ones the first in row-major order receives it.
    /// Overwrites or accumulates.
    /// </summary>
    internal static void MaxBackward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> dOutput, Span<float> dInput,
        int height, int width, int outputHeight, int outputWidth, int channels, int size, int stride, int padding,
        bool accumulate)
    {
        Debug.Assert(input.Length == dInput.Length && output.Length == dOutput.Length);
        if (!accumulate)
        {
            dInput.Clear();
        }

        fixed (float* x = input, y = output, dy = dOutput, dx = dInput)
        {
            var kernel = new Greatest
            {
                Input = x,
                Output = y,
                DOutput = dy,
                DInput = dx,
                Height = height,
                Width = width,
                Channels = channels,
                OutputHeight = outputHeight,
                OutputWidth = outputWidth,
                Size = size,
                Stride = stride,
                Padding = padding,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    /// <summary>y[c] = the mean of x[p, c] over all pixels p. Overwrites.</summary>
    internal static void Mean(ReadOnlySpan<float> input, Span<float> output)
    {
        Reduction.Sum(input, output, accumulate: false);
        var share = (float)output.Length / input.Length;
        foreach (ref var value in output)
        {
            value *= share;
        }
    }

    /// <summary>dx[p, c] = [dx[p, c] +] dy[c] / pixels. Overwrites or accumulates.</summary>
    internal static void MeanBackward(ReadOnlySpan<float> dOutput, Span<float> dInput, bool accumulate)
    {
        var channels = dOutput.Length;
        var share = (float)channels / dInput.Length;
        for (var place = 0; place < dInput.Length; place++)
        {
            var value = dOutput[place % channels] * share;
            dInput[place] = accumulate ? dInput[place] + value : value;
        }
    }

    /// <summary>Both directions of the maximum: backwards where there is a gradient to bring.</summary>
    private struct Greatest : IChannelKernel
    {
        internal float* Input;
        internal float* Output;
        internal float* DOutput;
        internal float* DInput;
        internal int Height;
        internal int Width;
        internal int Channels;
        internal int OutputHeight;
        internal int OutputWidth;
        internal int Size;
        internal int Stride;
        internal int Padding;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            for (var i = 0; i < OutputHeight; i++)
            {
                var top = Math.Max(0, i * Stride - Padding);
                var bottom = Math.Min(Height, i * Stride - Padding + Size);
                for (var j = 0; j < OutputWidth; j++)
                {
                    var left = Math.Max(0, j * Stride - Padding);
                    var right = Math.Min(Width, j * Stride - Padding + Size);
                    var place = (i * OutputWidth + j) * Channels;
                    for (var channel = first; channel < end; channel += TSimd.Count)
                    {
                        if (DInput is null)
                        {
                            Pick<TSimd, TVector>(top, bottom, left, right, channel, place + channel);
                        }
                        else
                        {
                            Give<TSimd, TVector>(top, bottom, left, right, channel, place + channel);
                        }
                    }
                }
            }
        }

        private readonly void Pick<TSimd, TVector>(int top, int bottom, int left, int right, int channel, int place)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var greatest = TSimd.Broadcast(float.NegativeInfinity);
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    greatest = TSimd.Max(greatest, TSimd.Load(Input + (y * Width + x) * Channels + channel));
                }
            }

            TSimd.Store(greatest, Output + place);
        }

        private readonly void Give<TSimd, TVector>(int top, int bottom, int left, int right, int channel, int place)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            // What no pixel has received yet: the first that is not less than the greatest takes it all.
            var greatest = TSimd.Load(Output + place);
            var rest = TSimd.Load(DOutput + place);
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    var pixel = (y * Width + x) * Channels + channel;
                    var kept = TSimd.WherePositive(TSimd.Subtract(greatest, TSimd.Load(Input + pixel)), rest);
                    TSimd.Store(TSimd.Add(TSimd.Load(DInput + pixel), TSimd.Subtract(rest, kept)), DInput + pixel);
                    rest = kept;
                }
            }
        }
    }
}
