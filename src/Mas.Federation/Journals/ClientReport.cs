using System.Text.Json.Serialization;
using Mas.Learning.Training;

namespace Mas.Federation.Journals;

/// <summary>What one client did in a round.</summary>
/// <param name="Client">The client's name; in a simulation, its building.</param>
/// <param name="Samples">Samples it trained on in an epoch, its weight in the average.</param>
/// <param name="Losses">
/// Mean training loss by task letter; null where nothing was measured, absent where it was not finite.
/// </param>
/// <param name="Seconds">Elapsed seconds from order to update.</param>
/// <param name="Fault">Why its update was left out of the average, or null where it counted.</param>
public sealed record ClientReport(
    string Client, int Samples, IReadOnlyDictionary<string, double?> Losses, double Seconds, string? Fault)
{
    /// <summary>
    /// By task letter, the number of pixels in the mean; null in a journal of a version that did not count them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, long>? Measured { get; init; }

    /// <summary>
    /// By task letter, how many of its samples have a label, its weight in the average of the task's decoder; null where all
    /// have one of each task.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? Labelled { get; init; }

    /// <summary>
    /// The most memory it needed at once, in bytes: models, gradients, momentum and tensors; 0 where that is not known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long MemoryBytes { get; init; }

    /// <summary>Its training loss of a task; NaN if it was not finite.</summary>
    /// <param name="task">The task's letter.</param>
    public MeanLoss Loss(string task) => LossFields.Read(Losses, Measured, task, Samples);

    /// <summary>The report of a client's losses.</summary>
    internal static ClientReport Of(
        string client, int samples, IReadOnlyDictionary<string, MeanLoss> losses, double seconds, string? fault) => new(
            client, samples,
            LossFields.Means(losses).Where(loss => loss.Value is null || double.IsFinite(loss.Value.Value))
                .ToDictionary(),
            seconds, fault)
        {
            Measured = LossFields.Pixels(losses),
        };
}
