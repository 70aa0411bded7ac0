using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What an evaluation found.</summary>
/// <param name="Losses">Mean loss by task letter, over the pixels that were measured.</param>
/// <param name="Views">How many views were looked at.</param>
public sealed record EvaluatedLosses(IReadOnlyDictionary<string, MeanLoss> Losses, int Views)
{
    /// <summary>
    /// What several clients found, together: each weighs by the pixels it measured of a task, added up in their order.
    /// </summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="clients">By client, in the order of their names, a loss per task and the views looked at.</param>
    public static EvaluatedLosses Over(
        IReadOnlyList<LearningTask> tasks, IReadOnlyList<(IReadOnlyList<MeanLoss> Losses, int Views)> clients) => new(
            tasks.Index().ToDictionary(
                task => task.Item.Letter.ToString(),
                task => MeanLoss.Over(clients.Select(client => client.Losses[task.Index]))),
            clients.Sum(client => client.Views));
}
