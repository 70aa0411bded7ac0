using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>Bilinear resizing of one picture, small (h, w, C) to large (H, W, C). Single-threaded.</summary>
internal static unsafe class Bilinear
{
    /// <summary>Every pixel is the mix of four. Overwrites.</summary>
    /// <param name="input">(h, w, C).</param>
    /// <param name="output">(H, W, C): all rows, or those of a share of the picture.</param>
    /// <param name="width">w.</param>
    /// <param name="channels">C.</param>
    /// <param name="rows">Where each of the H rows comes from.</param>
    /// <param name="columns">Where each of the W columns comes from.</param>
    internal static void Forward(
        ReadOnlySpan<float> input, Span<float> output, int width, int channels,
        ReadOnlySpan<BilinearTap> rows, ReadOnlySpan<BilinearTap> columns)
    {
        Debug.Assert(output.Length == rows.Length * columns.Length * channels);
        fixed (float* x = input, y = output)
        fixed (BilinearTap* row = rows, column = columns)
        {
            var kernel = new Mix
            {
                Small = x,
                Large = y,
                Rows = row,
                Columns = column,
                SmallWidth = width,
                Height = rows.Length,
                Width = columns.Length,
                Channels = channels,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    /// <summary>
    /// The exact adjoint: every pixel of <paramref name="dOutput"/> is shared out among the four it came from, in
    /// row-major order. Overwrites or accumulates.
    /// </summary>
    internal static void Backward(
        ReadOnlySpan<float> dOutput, Span<float> dInput, int width, int channels,
        ReadOnlySpan<BilinearTap> rows, ReadOnlySpan<BilinearTap> columns, bool accumulate)
    {
        Debug.Assert(dOutput.Length == rows.Length * columns.Length * channels);
        if (!accumulate)
        {
            dInput.Clear();
        }

        fixed (float* dy = dOutput, dx = dInput)
        fixed (BilinearTap* row = rows, column = columns)
        {
            var kernel = new Share
            {
                Small = dx,
                Large = dy,
                Rows = row,
                Columns = column,
                SmallWidth = width,
                Height = rows.Length,
                Width = columns.Length,
                Channels = channels,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    private struct Mix : IChannelKernel
    {
        internal float* Small;
        internal float* Large;
        internal BilinearTap* Rows;
        internal BilinearTap* Columns;
        internal int SmallWidth;
        internal int Height;
        internal int Width;
        internal int Channels;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint channels = Channels;
            var columns = Columns;
            var target = Large;
            for (var y = 0; y < Height; y++)
            {
                var above = Small + Rows[y].Near * SmallWidth * channels;
                var below = Small + Rows[y].Far * SmallWidth * channels;
                var belowWeight = Rows[y].FarWeight;
                for (var x = 0; x < Width; x++, target += channels)
                {
                    nint left = columns[x].Near * channels, right = columns[x].Far * channels;
                    var rightWeight = columns[x].FarWeight;
                    var aboveLeft = TSimd.Broadcast((1 - belowWeight) * (1 - rightWeight));
                    var aboveRight = TSimd.Broadcast((1 - belowWeight) * rightWeight);
                    var belowLeft = TSimd.Broadcast(belowWeight * (1 - rightWeight));
                    var belowRight = TSimd.Broadcast(belowWeight * rightWeight);
                    for (nint channel = first; channel < end; channel += TSimd.Count)
                    {
                        var value = TSimd.Multiply(aboveLeft, TSimd.Load(above + left + channel));
                        value = TSimd.MultiplyAdd(aboveRight, TSimd.Load(above + right + channel), value);
                        value = TSimd.MultiplyAdd(belowLeft, TSimd.Load(below + left + channel), value);
                        value = TSimd.MultiplyAdd(belowRight, TSimd.Load(below + right + channel), value);
                        TSimd.Store(value, target + channel);
                    }
                }
            }
        }
    }

    private struct Share : IChannelKernel
    {
        internal float* Small;
        internal float* Large;
        internal BilinearTap* Rows;
        internal BilinearTap* Columns;
        internal int SmallWidth;
        internal int Height;
        internal int Width;
        internal int Channels;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint channels = Channels;
            var columns = Columns;
            for (var y = 0; y < Height; y++)
            {
                var above = Small + Rows[y].Near * SmallWidth * channels;
                var below = Small + Rows[y].Far * SmallWidth * channels;
                var belowWeight = TSimd.Broadcast(Rows[y].FarWeight);
                var aboveWeight = TSimd.Broadcast(1 - Rows[y].FarWeight);
                for (nint channel = first; channel < end; channel += TSimd.Count)
                {
                    // Pixels between the same two source columns add up in registers; only the next pair writes them.
                    var source = Large + y * Width * channels + channel;
                    TVector left = TSimd.Zero, right = TSimd.Zero;
                    for (var x = 0; x < Width; x++, source += channels)
                    {
                        var value = TSimd.Load(source);
                        left = TSimd.MultiplyAdd(TSimd.Broadcast(1 - columns[x].FarWeight), value, left);
                        right = TSimd.MultiplyAdd(TSimd.Broadcast(columns[x].FarWeight), value, right);
                        if (x + 1 == Width || columns[x + 1].Near != columns[x].Near)
                        {
                            AddTo<TSimd, TVector>(above + columns[x].Near * channels + channel, left, aboveWeight);
                            AddTo<TSimd, TVector>(below + columns[x].Near * channels + channel, left, belowWeight);
                            AddTo<TSimd, TVector>(above + columns[x].Far * channels + channel, right, aboveWeight);
                            AddTo<TSimd, TVector>(below + columns[x].Far * channels + channel, right, belowWeight);
                            left = TSimd.Zero;
                            right = TSimd.Zero;
                        }
                    }
                }
            }
        }

        private static void AddTo<TSimd, TVector>(float* target, TVector value, TVector weight)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct =>
            TSimd.Store(TSimd.MultiplyAdd(weight, value, TSimd.Load(target)), target);
    }
}
