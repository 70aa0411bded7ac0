using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// What a group norm knows of one example: the moments of each group of neighbouring channels, and what they take from
/// the gradient. The passes over pixels are those of a batch norm; here their sums by channel (2, C) become sums by
/// group, in double. Single-threaded.
/// </summary>
internal static class GroupMoments
{
    /// <summary>
    /// Forward: mean[c] of the group of c, factor[c] = scale[c] / deviation, inverse[g] = 1 / deviation, from
    /// <see cref="BatchNormForward.Sums"/>. Overwrites.
    /// </summary>
    /// <param name="sums">(2, C): the sums of x - origin and of its square.</param>
    /// <param name="origin">What was taken away from x, by channel.</param>
    /// <param name="pixels">Pixels of the example.</param>
    /// <param name="scale">By channel.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">By channel.</param>
    /// <param name="factor">By channel.</param>
    /// <param name="inverse">By group; its length is the number of groups.</param>
    internal static void Forward(
        ReadOnlySpan<float> sums, ReadOnlySpan<float> origin, int pixels, ReadOnlySpan<float> scale, double epsilon,
        Span<float> mean, Span<float> factor, Span<float> inverse)
    {
        var (channels, width) = (origin.Length, origin.Length / inverse.Length);
        Debug.Assert(sums.Length == 2 * channels && width * inverse.Length == channels);
        for (var group = 0; group < inverse.Length; group++)
        {
            var first = group * width;
            double total = 0;
            for (var channel = first; channel < first + width; channel++)
            {
                total += origin[channel] + (sums[channel] / (double)pixels);
            }

            var middle = total / width;
            double squares = 0;
            for (var channel = first; channel < first + width; channel++)
            {
                var distance = origin[channel] - middle;
                squares += sums[channels + channel] + (2 * distance * sums[channel]) + (pixels * distance * distance);
            }

            inverse[group] = (float)(1 / Math.Sqrt(Math.Max(0, squares / ((double)pixels * width)) + epsilon));
            mean.Slice(first, width).Fill((float)middle);
            for (var channel = first; channel < first + width; channel++)
            {
                factor[channel] = scale[channel] * inverse[group];
            }
        }
    }

    /// <summary>
    /// Backward: turns the sums of dy and dy (x - mean) of <see cref="BatchNormBackward.Sums"/> into the slope and the
    /// constant of <see cref="BatchNormBackward.Input"/>, and the second of them into the gradient of the scale.
    /// </summary>
    /// <param name="sums">(2, C); the second row becomes the sum of dy (x - mean) / deviation.</param>
    /// <param name="pixels">Pixels of the example.</param>
    /// <param name="scale">By channel.</param>
    /// <param name="inverse">By group.</param>
    /// <param name="terms">(2, C): slope and constant. Overwrites.</param>
    internal static void Backward(
        Span<float> sums, int pixels, ReadOnlySpan<float> scale, ReadOnlySpan<float> inverse, Span<float> terms)
    {
        var (channels, width) = (scale.Length, scale.Length / inverse.Length);
        Debug.Assert(sums.Length == 2 * channels && terms.Length == 2 * channels);
        for (var group = 0; group < inverse.Length; group++)
        {
            double sum = 0, products = 0;
            for (var channel = group * width; channel < (group + 1) * width; channel++)
            {
                sum += (double)scale[channel] * sums[channel];
                products += (double)scale[channel] * sums[channels + channel];
                sums[channels + channel] *= inverse[group];
            }

            var share = -inverse[group] / ((double)pixels * width);
            terms.Slice(group * width, width).Fill((float)(share * products * inverse[group] * inverse[group]));
            terms.Slice(channels + (group * width), width).Fill((float)(share * sum));
        }
    }
}
