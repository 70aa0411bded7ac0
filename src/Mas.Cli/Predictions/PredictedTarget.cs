using System.Globalization;
using Mas.Learning.Examples;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Tables.Columns;

namespace Mas.Cli.Predictions;

/// <summary>
/// A target as columns of a table of predictions. A number is in the target's own unit, a transform undone. Of classes, the
/// first column has the one that is expected, or several with <c>|</c> between them, and a column per class follows with
/// its probability.
/// </summary>
/// <param name="task">The task that predicts it.</param>
/// <param name="meaning">What its numbers mean; null where that is not known.</param>
internal sealed class PredictedTarget(LearningTask task, TargetMeaning? meaning)
{
    private const double Likely = 0.5;

    // One class per row counts from 1: class 0 is unlabelled.
    private readonly int _first = task.Objective.Output == OutputKind.Class ? 1 : 0;

    private readonly Transform _transform =
        Transform.All.FirstOrDefault(transform => transform.Name == meaning?.Unit?.Name) ?? Transform.None;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => task.Objective.Output != OutputKind.Numbers
        ? [task.Label, .. Enumerable.Range(_first, task.Outputs - _first).Select(id => $"{task.Label}={ClassName(id)}")]
        : task.Outputs == 1 ? [task.Label]
        : [.. Enumerable.Range(1, task.Outputs).Select(number => $"{task.Label} {number}")];

    /// <summary>The values of the columns.</summary>
    /// <param name="outputs">What a model makes of one example.</param>
    public IReadOnlyList<string> Cells(ReadOnlySpan<float> outputs)
    {
        if (task.Objective.Output == OutputKind.Numbers)
        {
            var cells = new string[outputs.Length];
            for (var channel = 0; channel < cells.Length; channel++)
            {
                cells[channel] = Number(outputs[channel], channel);
            }

            return cells;
        }

        var shares = _first == 1 ? Softmax(outputs[1..]) : Logistic(outputs);
        var expected = _first == 1
            ? ClassName(_first + Array.IndexOf(shares, shares.Max()))
            : string.Join('|', Enumerable.Range(0, shares.Length).Where(id => shares[id] >= Likely).Select(ClassName));
        return
        [
            expected.Length == 0 ? "|" : expected,
            .. shares.Select(share => share.ToString("0.######", CultureInfo.InvariantCulture)),
        ];
    }

    private string ClassName(int id) => meaning?.Classes.ElementAtOrDefault(id) is { Length: > 0 } name
        ? name : id.ToString(CultureInfo.InvariantCulture);

    private string Number(float output, int channel)
    {
        var value = meaning?.Unit is { } unit ? ((double)output * unit.Scale[channel]) + unit.Shift[channel] : output;
        return ((float)_transform.Undo(value)).ToString("R", CultureInfo.InvariantCulture);
    }

    private static double[] Softmax(ReadOnlySpan<float> logits)
    {
        var shares = new double[logits.Length];
        var most = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            most = Math.Max(most, logit);
        }

        for (var id = 0; id < shares.Length; id++)
        {
            shares[id] = Math.Exp(logits[id] - most);
        }

        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    private static double[] Logistic(ReadOnlySpan<float> logits)
    {
        var shares = new double[logits.Length];
        for (var id = 0; id < shares.Length; id++)
        {
            shares[id] = 1 / (1 + Math.Exp(-logits[id]));
        }

        return shares;
    }
}
