using System.Text.Json.Serialization;
using Mas.Federation.Affinities;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Journals;

/// <summary>
/// A round was trained and its model is on disk. Where a round stands twice, because it was repeated after a crash,
/// the last line counts.
/// </summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Round">The round's number, from 1 over the whole run.</param>
/// <param name="LearningRate">The learning rate of the round.</param>
/// <param name="Clients">Every client selected, those left out included, sorted by name.</param>
/// <param name="TrainLoss">
/// Mean training loss by task letter, over everything measured by the clients whose updates counted; null where nothing
/// was measured.
/// </param>
/// <param name="Affinity">What was probed, or null where nothing was.</param>
/// <param name="Checkpoint">The model after the round: a path inside the run folder, with forward slashes.</param>
/// <param name="Sha256">Hexadecimal SHA-256 of the checkpoint's content, lower case.</param>
/// <param name="Cost">What the round used.</param>
public sealed record RoundFinished(
    string Stage,
    int Round,
    double LearningRate,
    IReadOnlyList<ClientReport> Clients,
    IReadOnlyDictionary<string, double?> TrainLoss,
    RoundAffinity? Affinity,
    string Checkpoint,
    string Sha256,
    Cost Cost) : JournalEvent
{
    /// <summary>
    /// By task letter, the number of pixels in <see cref="TrainLoss"/>; null in a journal of a version that did not
    /// count them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, long>? Measured { get; init; }

    /// <summary>
    /// How much each task's loss counts from here on, in the order of the stage's tasks; null where all count alike for
    /// good.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LossBalance? Balance { get; init; }

    /// <summary>The model after the round.</summary>
    [JsonIgnore]
    public SavedCheckpoint Model => new(Checkpoint, Sha256);

    internal const string Kind = "round-finished";

    /// <summary>The training loss of a task.</summary>
    /// <param name="task">The task's letter.</param>
    public MeanLoss Loss(string task) => LossFields.Read(
        TrainLoss, Measured, task, Clients.Where(client => client.Fault is null).Sum(client => client.Samples));

    /// <summary>A round of these clients, with its training losses by task letter.</summary>
    internal static RoundFinished Of(
        string stage, int round, double learningRate, IReadOnlyList<ClientReport> clients,
        IReadOnlyDictionary<string, MeanLoss> losses, RoundAffinity? affinity, string checkpoint, string sha256,
        Cost cost) => new(
            stage, round, learningRate, clients, LossFields.Means(losses), affinity, checkpoint, sha256, cost)
        {
            Measured = LossFields.Pixels(losses),
        };
}
