using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The depthwise convolution as its definition reads, and the rectifier that may stand before it.</summary>
internal static class NaiveDepthwise
{
    internal static double[] Forward(double[] input, Shape shape, double[] weight, int size, bool relu) =>
        NaiveProducts.Forward(NaiveProducts.Depthwise(shape, size), shape)(
            [relu ? Array.ConvertAll(input, value => Math.Max(value, 0)) : input, weight]);
}
