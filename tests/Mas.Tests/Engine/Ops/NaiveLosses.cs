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
                sum += Math.Log(own.Sum(logit => Math.Exp(logit - own.Max()))) + own.Max() - own[(int)classes[pixel]];
                labelled++;
            }
        }

        return labelled == 0 ? 0 : sum / labelled;
    }

    internal static double MaskedL1(double[] output, double[] target, double[] mask)
    {
        var channels = output.Length / mask.Length;
        return output.Select((value, index) => Math.Abs(value - target[index]) * mask[index / channels]).Average();
    }

    internal static double ShiftTolerantMaskedL1(double[] output, double[] target, double[] mask, Shape shape)
    {
        var (pictures, height, width, channels) = shape;
        double mean = 0;
        for (var n = 0; n < pictures; n++)
        {
            var best = double.PositiveInfinity;
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    best = Math.Min(best, Shifted(n, dy, dx));
                }
            }

            mean += best / pictures;
        }

        return mean;

        double Shifted(int n, int dy, int dx)
        {
            double sum = 0;
            for (var y = 1; y < height - 1; y++)
            {
                for (var x = 1; x < width - 1; x++)
                {
                    for (var c = 0; c < channels; c++)
                    {
                        var pixel = (n * height + y) * width + x;
                        var moved = (n * height + y + dy) * width + x + dx;
                        sum += Math.Abs(output[moved * channels + c] - target[pixel * channels + c]) * mask[pixel];
                    }
                }
            }

            return sum / ((height - 2) * (width - 2) * channels);
        }
    }
}
