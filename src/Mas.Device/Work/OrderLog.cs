using System.Globalization;
using Mas.Device.Connections;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Wire.Documents;

namespace Mas.Device.Work;

/// <summary>
/// Reports orders, a line each and at most one in a while: those in between are counted and told with the next, so
/// that a log stays readable however short orders are. Not thread-safe.
/// </summary>
/// <param name="note">Called with each line; null = nothing is logged.</param>
/// <param name="time">The clock.</param>
internal sealed class OrderLog(Action<string>? note, TimeProvider time)
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    private long? _told;
    private int _untold;

    /// <summary>An order was carried out and its update acknowledged.</summary>
    /// <param name="order">The order.</param>
    /// <param name="update">Its update.</param>
    /// <param name="took">How long it took, including fetching and sending.</param>
    /// <param name="traffic">What it has moved.</param>
    internal void Answered(OrderDocument order, UpdateDocument update, TimeSpan took, Traffic traffic)
    {
        if (_told is { } told && time.GetElapsedTime(told) < Apart)
        {
            _untold++;
            return;
        }

        var did = update.Trained is { } trained
            ? trained.Fault is { } fault
                ? $"did not train: {fault.TrimEnd('.')}" : $"trained on {Plural.Of(trained.Samples, "example")}"
            : update.Evaluated is { } evaluated ? $"evaluated on {Plural.Of(evaluated.Views, "example")}"
            : "counted its targets";
        note?.Invoke(
            $"{Name(order)}: {did}, {Seconds(took)}, {Bytes(traffic.Down)} down, {Bytes(traffic.Up)} up."
            + (_untold > 0 ? $" {_untold} more since the previous line." : ""));
        (_told, _untold) = (time.GetTimestamp(), 0);
    }

    /// <summary>An order came to nothing.</summary>
    /// <param name="order">The order.</param>
    /// <param name="why">Why, a sentence.</param>
    internal void CameToNothing(OrderDocument order, string why) => note?.Invoke($"{Name(order)}: {why}");

    private static string Name(OrderDocument order) => order.Training is { } training
        ? $"{order.Run}, stage {training.Stage}, round {training.Round}"
        : order.Evaluation is { } evaluation ? $"{order.Run}, {Losses(evaluation.Split)}"
        : order.Constants is { } constants ? $"{order.Run}, {Losses(constants.Split)} of the best constant"
        : $"{order.Run}, best constant";

    private static string Losses(Split split) => $"{split.ToString().ToLowerInvariant()} losses";

    private static string Seconds(TimeSpan took) =>
        string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s");

    private static string Bytes(long bytes) => bytes >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB");
}
