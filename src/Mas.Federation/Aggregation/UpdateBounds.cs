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

    /// <summary>The same of the encoder, then of each task's decoder.</summary>
    /// <param name="update">The client's model after training.</param>
    /// <param name="model">The order's, of the same layout.</param>
    /// <param name="parts">The model's parts.</param>
    /// <param name="tasks">How many tasks it has.</param>
    internal static IReadOnlyList<UpdateLength> Lengths(
        NamedTensors update, NamedTensors model, IReadOnlyList<ModelPart> parts, int tasks)
    {
        var (weights, statistics) = (new double[1 + tasks], new double[1 + tasks]);
        foreach (var part in parts)
        {
            var squares = part.Start < model.Layout.WeightCount ? weights : statistics;
            squares[1 + (part.Task ?? -1)] += SquaredDistance(part.Of(update), part.Of(model));
        }

        return [.. weights.Zip(statistics, (weight, statistic) => new UpdateLength(Math.Sqrt(weight), Math.Sqrt(statistic)))];
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

    /// <summary>
    /// Which decoder of an update has moved although the client has no label of its task, as a sentence; null where none has.
    /// </summary>
    /// <param name="update">The update.</param>
    /// <param name="parts">Its lengths: of the encoder, then of each task's decoder.</param>
    internal static string? Untrained(Update update, IReadOnlyList<UpdateLength> parts) =>
        Enumerable.Range(0, parts.Count - 1).Any(task => update.ExamplesOf(task) == 0 && parts[1 + task] != default)
            ? "The update changes the decoder of a task of which it counts no label." : null;

    /// <summary>
    /// The updates that are too long beside the others of their round, and why, a sentence each. Where clients trained
    /// different parts of the model, each part is held against those of the clients that trained it: one with labels of more
    /// tasks is not too long for that.
    /// </summary>
    /// <param name="updates">All that are to be averaged.</param>
    /// <param name="tasks">How many tasks the model has.</param>
    /// <param name="model">How long the model is that they were trained from.</param>
    internal static IReadOnlyDictionary<string, string> TooLong(
        IReadOnlyList<SoundUpdate> updates, int tasks, UpdateLength model)
    {
        if (updates.All(update => update.Sent.Update.Labelled?.Contains(0) != true))
        {
            return TooLong(
                updates.ToDictionary(ClientOf, update => (update.Sent.Update.Samples, update.Length)), model);
        }

        var found = new Dictionary<string, string>();
        foreach (var task in Enumerable.Range(-1, 1 + tasks).Select(place => place < 0 ? (int?)null : place))
        {
            SoundUpdate[] trained = [.. updates.Where(update => update.Sent.Update.ExamplesOf(task) > 0)];

            // A client whose batches had no label of the task has hardly moved its decoder, and is no measure for others.
            var typical = trained.Where(update => task is not { } place || update.Sent.Update.Losses[place].Pixels > 0);
            foreach (var (client, fault) in TooLong(
                trained.ToDictionary(ClientOf, OfPart), [.. typical.Select(OfPart)], model,
                task is null ? " of the encoder" : " of a decoder"))
            {
                found.TryAdd(client, fault);
            }

            (int, UpdateLength) OfPart(SoundUpdate update) =>
                (update.Sent.Update.ExamplesOf(task), update.Parts[1 + (task ?? -1)]);
        }

        return found;

        static string ClientOf(SoundUpdate update) => update.Sent.Update.Client;
    }

    /// <summary>The same of lengths alone.</summary>
    /// <param name="updates">All that are to be averaged, by client: samples and length.</param>
    /// <param name="model">How long the model is that they were trained from.</param>
    internal static IReadOnlyDictionary<string, string> TooLong(
        IReadOnlyDictionary<string, (int Samples, UpdateLength Length)> updates, UpdateLength model) =>
        TooLong(updates, [.. updates.Values], model, "");

    private static Dictionary<string, string> TooLong(
        IReadOnlyDictionary<string, (int Samples, UpdateLength Length)> updates,
        IReadOnlyList<(int Samples, UpdateLength Length)> typicalOnes, UpdateLength model, string part)
    {
        var hasMedian = typicalOnes.Count >= LeastForAMedian;
        var (samples, weights, statistics) = hasMedian
            ? (Median(typicalOnes.Select(update => (double)update.Samples)),
                Median(typicalOnes.Select(update => update.Length.Weights)),
                Median(typicalOnes.Select(update => update.Length.Statistics)))
            : (double.PositiveInfinity, model.Weights, model.Statistics);
        var found = new Dictionary<string, string>();
        foreach (var (client, update) in updates)
        {
            var more = Math.Max(1, update.Samples / samples);
            var fault = Fault($"weights{part}", update.Length.Weights, weights, MostMedians * more)
                ?? Fault($"running statistics{part}", update.Length.Statistics, statistics, MostMediansOfStatistics * more);
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
