namespace Mas.Learning.Metrics;

/// <summary>
/// Of each class how often it was right, expected and predicted: three sums a class, side by side. Class 0 is unlabelled.
/// </summary>
internal static class ClassCounts
{
    private const int Right = 0, Expected = 1, Predicted = 2, Each = 3;

    /// <summary>How many sums so many classes have, the unlabelled one included.</summary>
    internal static int Length(int classes) => Each * classes;

    /// <summary>The class of the greatest logit, the unlabelled one left out; the first of several.</summary>
    internal static int Best(ReadOnlySpan<float> logits)
    {
        var best = Math.Min(1, logits.Length - 1);
        for (var id = best + 1; id < logits.Length; id++)
        {
            if (logits[id] > logits[best])
            {
                best = id;
            }
        }

        return best;
    }

    /// <summary>Counts one position.</summary>
    internal static void Add(Span<double> sums, int expected, int predicted)
    {
        Add(sums, expected, isExpected: true, isPredicted: expected == predicted);
        if (expected != predicted)
        {
            Add(sums, predicted, isExpected: false, isPredicted: true);
        }
    }

    /// <summary>Counts one class at one position, where a position may have several.</summary>
    internal static void Add(Span<double> sums, int id, bool isExpected, bool isPredicted)
    {
        sums[(Each * id) + Right] += isExpected && isPredicted ? 1 : 0;
        sums[(Each * id) + Expected] += isExpected ? 1 : 0;
        sums[(Each * id) + Predicted] += isPredicted ? 1 : 0;
    }

    /// <summary>The share of positions that are right.</summary>
    internal static double? Accuracy(ReadOnlySpan<double> sums)
    {
        var (right, all) = (0.0, 0.0);
        for (var at = 0; at < sums.Length; at += Each)
        {
            (right, all) = (right + sums[at + Right], all + sums[at + Expected]);
        }

        return all > 0 ? right / all : null;
    }

    /// <summary>The mean over classes of intersection over union.</summary>
    internal static double? MeanOverlap(ReadOnlySpan<double> sums) =>
        Mean(sums, (right, expected, predicted) => right / (expected + predicted - right));

    /// <summary>The mean over classes of the harmonic mean of precision and recall.</summary>
    internal static double? MacroF1(ReadOnlySpan<double> sums) =>
        Mean(sums, (right, expected, predicted) => 2 * right / (expected + predicted));

    private static double? Mean(ReadOnlySpan<double> sums, Func<double, double, double, double> figure)
    {
        var (sum, classes) = (0.0, 0);
        for (var at = 0; at < sums.Length; at += Each)
        {
            if (sums[at + Expected] + sums[at + Predicted] == 0)
            {
                continue;
            }

            sum += figure(sums[at + Right], sums[at + Expected], sums[at + Predicted]);
            classes++;
        }

        return classes > 0 ? sum / classes : null;
    }
}
