using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Mas.Engine.Layers;
using Mas.Engine.Parameters;
using Mas.Learning.Training;

namespace Mas.Federation.Aggregation;

/// <summary>
/// What must not be averaged: an update that is not finite, or one so long that it alone would decide the mean. An update
/// is as long as the L2 norm of what it adds to the model of the order. Clients with more samples take more steps, so one
/// with n times as many as the median may be n times as long. Nothing is changed: what is within bounds is averaged to the
/// bit as it came.
/// </summary>
internal static class UpdateBounds
{
    /// <summary>
    /// How many times the median length of a round's updates one may have: as much as momentum of 0.9 makes of a step that is
    /// repeated.
    /// </summary>
    internal const double MostMedians = 10;

    /// <summary>
    /// The same for running statistics: variances are squares, so that ten times the spread is a hundred times the variance.
    /// </summary>
    internal const double MostMediansOfStatistics = MostMedians * MostMedians;

    /// <summary>The fewest updates whose median says anything; fewer are held against the length of the model.</summary>
    internal const int LeastForAMedian = 3;

    /// <summary>How far an update leads away from a model. Not finite where a value of the update is not.</summary>
    /// <param name="update">The client's model after training.</param>
    /// <param name="model">The order's, of the same layout.</param>
    internal static UpdateLength Length(NamedTensors update, NamedTensors model)
    {
        var weights = model.Layout.WeightCount;
        return new UpdateLength(
            Math.Sqrt(SquaredDistance(update.Values[..weights], model.Values[..weights])),
            Math.Sqrt(SquaredDistance(update.Values[weights..], model.Values[weights..])));
    }

    /// <summary>How long a model is.</summary>
    internal static UpdateLength Length(NamedTensors model)
    {
        using var nothing = new NamedTensors(model.Layout);
        return Length(model, nothing);
    }

    /// <summary>Which loss or value of an update is not finite, as a sentence; null where all are.</summary>
    /// <param name="update">The client's model after training.</param>
    /// <param name="length">How far it leads away from the order's.</param>
    /// <param name="losses">The client's training losses by task letter.</param>
    internal static string? Divergence(
        NamedTensors update, UpdateLength length, IReadOnlyDictionary<string, MeanLoss> losses)
    {
        foreach (var (task, loss) in losses)
        {
            if (loss.Value is { } value && !double.IsFinite(value))
            {
                return string.Create(CultureInfo.InvariantCulture, $"The loss of task '{task}' is {value}; it must be finite.");
            }
        }

        return double.IsFinite(length.Weights) && double.IsFinite(length.Statistics)
            ? null
            : $"The tensor '{First(update, value => !float.IsFinite(value))}' holds a value that is not finite.";
    }

    /// <summary>Which running variance of an update is none, as a sentence; null where all are. Its root would be no number.</summary>
    internal static string? NegativeVariance(NamedTensors update) =>
        First(update, value => value < 0, BatchNorm.VarianceName) is { } negative
            ? $"The tensor '{negative}' holds a negative variance." : null;

    /// <summary>The updates that are too long beside the others of their round, and why, a sentence each.</summary>
    /// <param name="updates">All that are to be averaged, by client: samples and length.</param>
    /// <param name="model">How long the model is that they were trained from.</param>
    internal static IReadOnlyDictionary<string, string> TooLong(
        IReadOnlyDictionary<string, (int Samples, UpdateLength Length)> updates, UpdateLength model)
    {
        if (updates.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        var hasMedian = updates.Count >= LeastForAMedian;
        var (samples, weights, statistics) = hasMedian
            ? (Median(updates.Values.Select(update => (double)update.Samples)),
                Median(updates.Values.Select(update => update.Length.Weights)),
                Median(updates.Values.Select(update => update.Length.Statistics)))
            : (double.PositiveInfinity, model.Weights, model.Statistics);
        var found = new Dictionary<string, string>();
        foreach (var (client, update) in updates)
        {
            var more = Math.Max(1, update.Samples / samples);
            var fault = Fault("weights", update.Length.Weights, weights, MostMedians * more)
                ?? Fault("running statistics", update.Length.Statistics, statistics, MostMediansOfStatistics * more);
            if (fault is not null)
            {
                found.Add(client, fault);
            }
        }

        return found;

        string? Fault(string what, double length, double typical, double times) => length <= times * typical
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The update moves the {what} by {length:G3}, more than {times:0.#} times the ")
                + (hasMedian ? "median of the round's updates" : "length of the model's")
                + string.Create(CultureInfo.InvariantCulture, $" ({typical:G3}).");
    }

    /// <summary>The lower median: of two liars and two others, an honest one's.</summary>
    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }

    /// <summary>The first tensor with a value like that; null where there is none.</summary>
    private static string? First(NamedTensors update, Func<float, bool> isSo, string ending = "")
    {
        foreach (var slot in update.Layout.Slots.Where(slot => slot.Name.EndsWith(ending, StringComparison.Ordinal)))
        {
            foreach (var value in update[slot])
            {
                if (isSo(value))
                {
                    return slot.Name;
                }
            }
        }

        return null;
    }

    // In double, where neither a difference of two floats nor its square overflows.
    private static double SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(left);
        var to = MemoryMarshal.Cast<float, Vector<float>>(right);
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var index = 0; index < from.Length; index++)
        {
            Vector.Widen(from[index], out var lowLeft, out var highLeft);
            Vector.Widen(to[index], out var lowRight, out var highRight);
            var (lowApart, highApart) = (lowLeft - lowRight, highLeft - highRight);
            low += lowApart * lowApart;
            high += highApart * highApart;
        }

        var sum = Vector.Sum(low + high);
        for (var index = from.Length * Vector<float>.Count; index < left.Length; index++)
        {
            var apart = left[index] - (double)right[index];
            sum += apart * apart;
        }

        return sum;
    }
}
