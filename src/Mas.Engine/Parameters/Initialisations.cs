namespace Mas.Engine.Parameters;

/// <summary>The ways the models of Mas draw their first values.</summary>
public static class Initialisations
{
    /// <summary>Every element is <paramref name="value"/>.</summary>
    public static Initialisation Constant(float value) => (values, _) => values.Fill(value);

    /// <summary>
    /// Normal with mean 0 and variance 2 / <paramref name="fanOut"/> (He et al., 2015); fan out = kernel height x
    /// kernel width x output channels, for depthwise convolutions too.
    /// </summary>
    public static Initialisation HeNormal(int fanOut)
    {
        var deviation = Math.Sqrt(2.0 / fanOut);
        return (values, draws) =>
        {
            foreach (ref var value in values)
            {
                value = (float)(deviation * draws.NextGaussian());
            }
        };
    }

    /// <summary>
    /// Vectors of <paramref name="width"/> elements: the first zero, the others standard normal, as PyTorch's
    /// <c>nn.Embedding</c> with a padding index of 0.
    /// </summary>
    public static Initialisation Vectors(int width) => (values, draws) =>
    {
        values[..width].Clear();
        foreach (ref var value in values[width..])
        {
            value = (float)draws.NextGaussian();
        }
    };

    /// <summary>
    /// Uniform between -1/sqrt(<paramref name="fanIn"/>) and 1/sqrt(<paramref name="fanIn"/>), PyTorch's default.
    /// </summary>
    public static Initialisation Uniform(int fanIn)
    {
        var bound = 1 / Math.Sqrt(fanIn);
        return (values, draws) =>
        {
            foreach (ref var value in values)
            {
                value = (float)(bound * (2 * draws.NextDouble() - 1));
            }
        };
    }
}
