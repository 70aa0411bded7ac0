using Mas.Engine.Memory;
using Mas.Engine.Tensors;
using Mas.Learning.Metrics;
using Mas.Learning.Objectives;

namespace Mas.Tests.Learning.Metrics;

public sealed class MetricSetTests : IDisposable
{
    private readonly TensorPool _pool = new();

    [Fact]
    public void ErrorsOfNumbersAreInTheUnitOfTheTarget()
    {
        // 10, 12, 20 are expected and 10, 14, 17 predicted; the fourth is unknown.
        var unit = new TargetUnit([10], [2], "m");

        var values = Values(
            NumberMetrics.Instance, MaskedL1Objective.Instance, 1, [0, 2, 3.5f, 99], [0, 1, 5, -7], [1, 1, 1, 0], unit);

        Assert.Equal(Math.Sqrt((0 + 4 + 9) / 3.0), values[0]!.Value, 1e-12);
        Assert.Equal(5 / 3.0, values[1]!.Value, 1e-12);
        Assert.Equal(1 - (13 / (16 + 4 + 36.0)), values[2]!.Value, 1e-12);
    }

    [Fact]
    public void AConstantTargetExplainsNoVariance()
    {
        var values = Values(NumberMetrics.Instance, L1Objective.Instance, 1, [1, 2], [3, 3], [1, 1]);

        Assert.Equal(1.5, values[1]!.Value, 1e-12);
        Assert.Null(values[2]);
    }

    [Fact]
    public void ADepthIsRightWithinAFactorOfFiveQuarters()
    {
        var values = Values(
            DepthMetrics.Instance, MaskedL1Objective.Instance, 1, [1.24f, 1.26f, 0.81f, -1], [1, 1, 1, 0], [1, 1, 1, 1]);

        Assert.Equal(Math.Sqrt(((0.24 * 0.24) + (0.26 * 0.26) + (0.19 * 0.19) + 1) / 4), values[0]!.Value, 1e-6);
        Assert.Equal(2 / 3.0, values[1]!.Value, 1e-12);
    }

    [Fact]
    public void AnglesDoNotDependOnLengths()
    {
        // 0, 90 and 45 degrees, and nothing predicted, which is as good as a right angle.
        var values = Values(
            DirectionMetrics.Instance, MaskedL1Objective.Instance, 3, [0, 0, 2, 3, 0, 0, 1, 1, 0, 0, 0, 0],
            [0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0], [1, 1, 1, 1]);

        Assert.Equal((0 + 90 + 45 + 90) / 4.0, values[0]!.Value, 1e-4);
        Assert.Equal(45.25, values[1]!.Value, 0.5);
    }

    [Fact]
    public void ClassesAreMeasuredWithoutTheUnlabelledOne()
    {
        // Expected 1 1 2 3 and an unlabelled one; predicted 1 2 2 2. Class 0 has the greatest logit and is never meant.
        float[] output =
        [
            9, 1, 0, 0,
            9, 0, 1, 0,
            9, 0, 1, 0,
            9, 0, 1, 0,
            9, 0, 0, 1,
        ];

        var values = Values(ClassMetrics.Instance, CrossEntropyObjective.Instance, 4, output, [1, 1, 2, 3, 0], [1, 1, 1, 1, 1]);

        Assert.Equal(((1 / 2.0) + (1 / 3.0) + 0) / 3, values[0]!.Value, 1e-12);
        Assert.Equal(2 / 4.0, values[1]!.Value, 1e-12);
        Assert.Equal(((2 / 3.0) + (2 / 4.0) + 0) / 3, values[2]!.Value, 1e-12);
    }

    [Fact]
    public void TheAreaUnderTheCurveIsTheShareOfPairsInTheRightOrder()
    {
        // Logits of class 2 over class 1: 2, 1, -1 for class 2 and 0, 1, -2 for class 1; of nine pairs two are wrong, one ties.
        float[] output = [0, 0, 2, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, -2];

        var values = Values(
            LabelMetrics.Instance, CrossEntropyObjective.Instance, 3, output, [2, 2, 2, 1, 1, 1], [1, 1, 1, 1, 1, 1]);

        Assert.Equal(6.5 / 9, values[2]!.Value, 1e-12);
    }

    [Fact]
    public void ClassesOfWhichAnExampleHasSeveralAreFoundOneByOne()
    {
        // Both classes of four examples; the fifth is unknown.
        float[] output = [2, -1, 1, -1, -1, 3, -2, 1, 5, 5];
        float[] target = [1, 0, 0, 0, 0, 1, 1, 1, 1, 1];

        var values = Values(
            LabelSetMetrics.Instance, BinaryCrossEntropyObjective.Instance, 2, output, target, [1, 1, 1, 1, 0]);

        // Of the first class one of two is found, and another example taken for one; of the second all are right.
        Assert.Equal((0.5 + 1) / 2, values[0]!.Value, 1e-12);
        // Logits of the first class: 2 and -2 where it is, 1 and -1 where it is not; of the second 3 and 1, -1 and -1.
        Assert.Equal((0.5 + 1) / 2, values[1]!.Value, 1e-12);
        Assert.Equal(2 / 4.0, values[2]!.Value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void SumsOfPartsAreThoseOfTheWhole(MetricSet set, Objective objective, int outputs)
    {
        var random = new Random(1);
        var (examples, channels) = (40, objective.TargetChannels(outputs));
        float[] output = [.. Enumerable.Range(0, examples * outputs).Select(_ => (float)random.NextDouble())];
        float[] target =
        [
            .. Enumerable.Range(0, examples * channels).Select(_ =>
                objective.HasClasses ? random.Next(outputs) : (float)random.NextDouble()),
        ];
        float[] weight = [.. Enumerable.Range(0, examples).Select(_ => (float)random.Next(2))];
        const int first = 13;

        var whole = Sums(set, objective, outputs, output, target, weight, null);
        var parts = Sums(
            set, objective, outputs, output[..(first * outputs)], target[..(first * channels)], weight[..first], null);
        var rest = Sums(
            set, objective, outputs, output[(first * outputs)..], target[(first * channels)..], weight[first..], null);

        Assert.All(whole.Zip(parts.Zip(rest)), sum => Assert.Equal(sum.First, sum.Second.First + sum.Second.Second, 1e-9));
        Assert.All(set.Values(whole, outputs), value => Assert.NotNull(value));
        Assert.All(set.Values(new double[whole.Length], outputs), Assert.Null);
        Assert.Equal(set.Metrics.Count, set.Values(whole, outputs).Count);
    }

    public static TheoryData<MetricSet, Objective, int> Sets()
    {
        var data = new TheoryData<MetricSet, Objective, int>();
        foreach (var set in TestCatalogue.Learning.MetricSets)
        {
            data.Add(
                set, set is ClassMetrics or LabelMetrics ? CrossEntropyObjective.Instance : MaskedL1Objective.Instance,
                set is DepthMetrics ? 1 : 4);
        }

        return data;
    }

    public void Dispose() => _pool.Dispose();

    private IReadOnlyList<double?> Values(
        MetricSet set, Objective objective, int outputs, float[] output, float[] target, float[] weight,
        TargetUnit? unit = null) => set.Values(Sums(set, objective, outputs, output, target, weight, unit), outputs);

    private double[] Sums(
        MetricSet set, Objective objective, int outputs, float[] output, float[] target, float[] weight, TargetUnit? unit)
    {
        var sums = new double[set.SumCount(outputs)];
        var (expected, known) = (Filled(target, weight.Length), Filled(weight, weight.Length));
        set.Add(
            new ScoredBatch(
                Filled(output, weight.Length), expected, position => objective.Measures(expected, known, position), unit),
            sums);
        return sums;
    }

    private Tensor Filled(float[] values, int examples)
    {
        var tensor = _pool.Rent(new Shape(examples, 1, 1, values.Length / examples));
        values.CopyTo(tensor.Values);
        return tensor;
    }
}
