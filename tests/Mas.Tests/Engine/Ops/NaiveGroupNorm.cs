using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Group normalisation as its definition reads.</summary>
internal static class NaiveGroupNorm
{
    internal static double[] Forward(
        double[] input, Shape shape, double[] scale, double[] shift, int groups, bool relu)
    {
        var width = shape.Channels / groups;
        int Group(int index) => (index / (shape.Count / shape.Batch) * groups) + (index % shape.Channels / width);
        var members = Enumerable.Range(0, input.Length).GroupBy(Group).Select(own => own.ToArray());
        var output = new double[input.Length];
        foreach (var own in members)
        {
            var mean = own.Average(index => input[index]);
            var variance = own.Average(index => Math.Pow(input[index] - mean, 2));
            foreach (var index in own)
            {
                var c = index % shape.Channels;
                var value = ((input[index] - mean) / Math.Sqrt(variance + 1e-5) * scale[c]) + shift[c];
                output[index] = relu ? Math.Max(value, 0) : value;
            }
        }

        return output;
    }
}
