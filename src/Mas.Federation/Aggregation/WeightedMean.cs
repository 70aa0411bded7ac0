using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Mas.Engine.Parameters;

namespace Mas.Federation.Aggregation;

/// <summary>
/// The mean of the clients' updates, weighted by their samples, of weights and running statistics alike (McMahan et
/// al., AISTATS 2017); of a task's decoder, the mean of those that trained it, weighted by their examples with a label of
/// the task. A decoder that no client trained stays what it was. They are summed in the order of the clients' names, so the bits never depend on who was faster.
/// Weights that lie on a disk are read when their turn comes, one client's at a time. Sums are kept in double, where a
/// float times a sample count is exact: identical updates average to themselves to the bit.
/// </summary>
/// <remarks>
/// An update that alone would decide the mean does not count, see <see cref="UpdateBounds"/>.
/// </remarks>
public sealed class WeightedMean : IAggregationRule
{
    /// <summary>The most samples of all clients together, for which products stay exact: 2^29.</summary>
    public const int MaximumSamples = 1 << (53 - 24);

    /// <inheritdoc/>
    public string Name => "mean";

    /// <inheritdoc/>
    public string Summary => "the mean of the models, weighted by samples (FedAvg)";

    /// <inheritdoc/>
    public string Story =>
        "The model of the next round is the mean of the models sent back, weighted by their numbers of examples.";

    /// <summary>No: the mean is a sum. Bounds on single updates hold where these are seen.</summary>
    public bool NeedsSingleUpdates => false;

    /// <inheritdoc/>
    public IAggregation Begin(AggregationTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new Aggregation(task);
    }

    /// <summary>Averages updates, and disposes of each once it has counted.</summary>
    /// <param name="task">What the round began with; every update has the model's layout.</param>
    /// <param name="updates">
    /// Updates without fault, in any order, one a client; at least one, the samples of each at least 1.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is no update, one has another layout than the model, or the samples are not positive or add up to more than
    /// <see cref="MaximumSamples"/>.
    /// </exception>
    /// <exception cref="IOException">Weights cannot be read.</exception>
    public static NamedTensors Mean(AggregationTask task, IEnumerable<SentUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(task);
        var layout = task.Model.Layout;
        var parts = ModelPart.Of(layout, task.Tasks);
        var examples = new long[parts.Count];
        var sum = ArrayPool<double>.Shared.Rent(layout.Count);
        try
        {
            var samples = 0;
            foreach (var next in updates.OrderBy(update => update.Update.Client, StringComparer.Ordinal))
            {
                using (next)
                {
                    samples = Add(next, layout, parts, sum, examples, samples);
                }
            }

            if (samples == 0)
            {
                throw new ArgumentException("There is no update to average.", nameof(updates));
            }

            var mean = task.Model.Clone();
            foreach (var (place, part) in parts.Index().Where(part => examples[part.Index] > 0))
            {
                Divide(sum.AsSpan(part.Start, part.Length), examples[place], part.Of(mean));
            }

            return mean;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sum);
        }
    }

    /// <returns>The samples so far.</returns>
    private static int Add(
        SentUpdate next, TensorLayout layout, IReadOnlyList<ModelPart> parts, double[] sum, long[] examples, int before)
    {
        var samples = next.Update.Samples;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        if (samples > MaximumSamples - before)
        {
            throw new ArgumentException($"The clients have more than {MaximumSamples} samples together.", nameof(next));
        }

        return before + next.Look(weights =>
        {
            if (!weights.Layout.Matches(layout))
            {
                throw new ArgumentException(
                    $"The update of client '{next.Update.Client}' has another layout than the model.", nameof(next));
            }

            foreach (var (place, part) in parts.Index())
            {
                if (next.Update.ExamplesOf(part.Task) is > 0 and var counted)
                {
                    Accumulate(
                        part.Of(weights), counted, sum.AsSpan(part.Start, part.Length), overwrite: examples[place] == 0);
                    examples[place] += counted;
                }
            }

            return samples;
        });
    }

    // sum = [sum +] values * weight. The first update overwrites, so that a negative zero stays one.
    private static void Accumulate(ReadOnlySpan<float> values, int weight, Span<double> sum, bool overwrite)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(values);
        var to = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var weights = new Vector<double>(weight);
        for (var index = 0; index < from.Length; index++)
        {
            Vector.Widen(from[index], out var low, out var high);
            to[2 * index] = overwrite ? low * weights : to[2 * index] + low * weights;
            to[2 * index + 1] = overwrite ? high * weights : to[2 * index + 1] + high * weights;
        }

        for (var index = from.Length * Vector<float>.Count; index < values.Length; index++)
        {
            var product = values[index] * (double)weight;
            sum[index] = overwrite ? product : sum[index] + product;
        }
    }

    private static void Divide(ReadOnlySpan<double> sum, double divisor, Span<float> mean)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var to = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var divisors = new Vector<double>(divisor);
        for (var index = 0; index < to.Length; index++)
        {
            to[index] = Vector.Narrow(from[2 * index] / divisors, from[2 * index + 1] / divisors);
        }

        for (var index = to.Length * Vector<float>.Count; index < mean.Length; index++)
        {
            mean[index] = (float)(sum[index] / divisor);
        }
    }

    /// <summary>The mean of values by the examples that count for them of the clients they are from.</summary>
    internal static double Mean(IReadOnlyList<(double Value, int Samples)> votes) =>
        votes.Sum(vote => vote.Value * vote.Samples) / votes.Sum(vote => (double)vote.Samples);

    private sealed class Aggregation(AggregationTask task) : IAggregation
    {
        private readonly KeptUpdates _kept = new(task);
        private readonly UpdateLength _model = UpdateBounds.Length(task.Model);

        public string? Take(SoundUpdate update) => _kept.Take(update);

        public IReadOnlyDictionary<string, string> Withdraw()
        {
            var tooLong = UpdateBounds.TooLong(_kept.InOrder, task.Tasks.Count, _model);
            _kept.LetGo(tooLong.Keys);
            return tooLong;
        }

        public AggregatedRound Finish()
        {
            var updates = _kept.InOrder;
            if (updates.Count == 0)
            {
                throw new InvalidOperationException("There is no update to aggregate.");
            }

            return _kept.Aggregated(WeightedMean.Mean(task, updates.Select(each => each.Sent)), WeightedMean.Mean);
        }

        public void Dispose() => _kept.Dispose();
    }
}
