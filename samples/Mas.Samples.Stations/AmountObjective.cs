using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Learning.Metrics;
using Mas.Learning.Objectives;

namespace Mas.Samples.Stations;

/// <summary>A loss: absolute distance, and that of an amount, which is never negative. Its metric is the mean error.</summary>
internal sealed class AmountObjective : Objective
{
    public override string Name => "amount";

    public override string Words => "mean absolute distance of amounts";

    public override bool IsMasked => true;

    public override MetricSet Metrics { get; } = new Bias();

    public override MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight) =>
        tape.MaskedL1(output, target, weight) is var plain
            ? new MeasuredLoss(tape.Add(plain.Mean, tape.MaskedL1(tape.Relu(output), target, weight).Mean), plain.Count) : plain;

    /// <summary>A metric, of sums that clients add up.</summary>
    private sealed class Bias : MetricSet
    {
        public override string Name => "bias";

        public override IReadOnlyList<Metric> Metrics { get; } = [new("bias", "mean error", "", HigherIsBetter: false)];

        public override int SumCount(int outputs) => 2;

        public override void Add(in ScoredBatch batch, Span<double> sums)
        {
            for (var position = 0; position < batch.Positions; position++)
            {
                if (batch.Measures(position))
                {
                    (sums[0], sums[1]) = (sums[0] + 1, sums[1] + Math.Max(batch.Predicted(position, 0), 0) - batch.Expected(position, 0));
                }
            }
        }

        public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs) =>
            [sums[0] > 0 ? sums[1] / sums[0] : null];
    }
}
