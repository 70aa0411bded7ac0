using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The losses as their definitions read.</summary>
internal static class NaiveLosses
{
    internal static double CrossEntropy(double[] logits, double[] classes, int channels, int ignoredClass)
    {
        double sum = 0;
        var labelled = 0;
        for (var pixel = 0; pixel < classes.Length; pixel++)
        {
            if ((int)classes[pixel] != ignoredClass)
            {
                var own = logits[(pixel * channels)..((pixel + 1) * channels)];
                var largest = own.Max();
                sum += Math.Log(own.Sum(logit => Math.Exp(logit - largest))) + largest - own[(int)classes[pixel]];
                labelled++;
            }
        }

        return labelled == 0 ? 0 : sum / labelled;
    }

    /// <summary>The gradient of the logits.</summary>
    internal static double[] CrossEntropyGradient(double[] logits, double[] classes, int channels, int ignoredClass)
    {
        var gradient = new double[logits.Length];
        var labelled = Math.Max(1, classes.Count(id => (int)id != ignoredClass));
        for (var pixel = 0; pixel < classes.Length; pixel++)
        {
            if ((int)classes[pixel] != ignoredClass)
            {
                var first = pixel * channels;
                var own = logits[first..(first + channels)];
                var largest = own.Max();
                var sum = own.Sum(logit => Math.Exp(logit - largest));
                for (var c = 0; c < channels; c++)
                {
                    gradient[first + c] = Math.Exp(own[c] - largest) / sum / labelled;
                }

                gradient[first + (int)classes[pixel]] -= 1.0 / labelled;
            }
        }

        return gradient;
    }

    internal static double MaskedL1(double[] output, double[] target, double[] mask)
    {
        var channels = output.Length / mask.Length;
        return output.Zip(target, (x, y) => Math.Abs(x - y)).Where((_, index) => mask[index / channels] == 1)
            .DefaultIfEmpty(0).Average();
    }

    internal static double SquaredError(double[] output, double[] target, double[] mask)
    {
        var channels = output.Length / mask.Length;
        return output.Zip(target, (x, y) => (x - y) * (x - y)).Where((_, index) => mask[index / channels] == 1)
            .DefaultIfEmpty(0).Average();
    }

    internal static double BinaryCrossEntropy(double[] logits, double[] target, double[] mask)
    {
        var channels = logits.Length / mask.Length;
        return logits.Zip(target, (x, y) => (y * Softplus(-x)) + ((1 - y) * Softplus(x)))
            .Where((_, index) => mask[index / channels] == 1).DefaultIfEmpty(0).Average();

        static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
    }

    internal static double ShiftTolerantMaskedL1(double[] output, double[] target, double[] mask, Shape shape) =>
        Enumerable.Range(0, shape.Batch).Sum(n => Shifts.Min(shift => Error(output, target, mask, shape, n, shift)))
            / Math.Max(1, InteriorPixels(mask, shape) * shape.Channels);

    /// <summary>The valid pixels inside a border of one pixel.</summary>
    internal static int InteriorPixels(double[] mask, Shape shape) =>
        mask.Where((valid, pixel) => valid == 1
            && pixel % shape.Width is var x && x > 0 && x < shape.Width - 1
            && pixel / shape.Width % shape.Height is var y && y > 0 && y < shape.Height - 1).Count();

    /// <summary>The gradient of the output.</summary>
    internal static double[] ShiftTolerantMaskedL1Gradient(double[] output, double[] target, double[] mask, Shape shape)
    {
        var gradient = new double[output.Length];
        var share = 1.0 / Math.Max(1, InteriorPixels(mask, shape) * shape.Channels);
        for (var n = 0; n < shape.Batch; n++)
        {
            var best = Shifts.MinBy(shift => Error(output, target, mask, shape, n, shift));
            foreach (var (element, difference) in Shifted(output, target, mask, shape, n, best))
            {
                gradient[element] = Math.Sign(difference) * share;
            }
        }

        return gradient;
    }

    /// <summary>The nine shifts of up to one pixel.</summary>
    private static readonly (int Y, int X)[] Shifts =
        [.. Enumerable.Range(0, 9).Select(shift => ((shift / 3) - 1, (shift % 3) - 1))];

    private static double Error(
        double[] output, double[] target, double[] mask, Shape shape, int n, (int Y, int X) shift) =>
        Shifted(output, target, mask, shape, n, shift).Sum(term => Math.Abs(term.Difference));

    /// <summary>
    /// The valid elements inside a border of one pixel: which element of the shifted output meets the target, and by
    /// how much they differ.
    /// </summary>
    private static IEnumerable<(int Element, double Difference)> Shifted(
        double[] output, double[] target, double[] mask, Shape shape, int n, (int Y, int X) shift)
    {
        var (_, height, width, channels) = shape;
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var pixel = (((n * height) + y) * width) + x;
                for (var c = 0; c < channels && mask[pixel] == 1; c++)
                {
                    var element = (((((n * height) + y + shift.Y) * width) + x + shift.X) * channels) + c;
                    yield return (element, output[element] - target[(pixel * channels) + c]);
                }
            }
        }
    }
}
