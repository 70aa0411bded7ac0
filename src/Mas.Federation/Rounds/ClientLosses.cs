using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What one client answers to an evaluation.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Losses">
/// Its mean loss of each task, in the order of the tasks; not finite where the model has diverged on its views. Null = it
/// gave no answer that counts.
/// </param>
/// <param name="Views">How many views it looked at; 0 without an answer.</param>
public sealed record ClientLosses(string Client, IReadOnlyList<MeanLoss>? Losses, int Views)
{
    /// <summary>
    /// The sums of each task's metrics, in the order of the tasks; null without an answer that counts, or where they are
    /// not known.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>>? Sums { get; init; }

    /// <summary>The marks of the tasks that it is known to have no labels of; default none.</summary>
    public IReadOnlyCollection<string> Lacks { get; init; } = [];

    /// <summary>What a client found.</summary>
    /// <param name="client">Its name.</param>
    /// <param name="found">What it found of each task, in the order of the tasks.</param>
    /// <param name="views">How many views it looked at.</param>
    public static ClientLosses Of(string client, IReadOnlyList<EvaluatedTask> found, int views) =>
        new(client, [.. found.Select(task => task.Loss)], views) { Sums = [.. found.Select(task => task.Sums)] };
}
