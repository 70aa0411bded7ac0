using System.Text.Json.Serialization;
using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation.Runs;

/// <summary>How many of a run's clients have labels of each task.</summary>
/// <param name="Clients">Clients with examples to train on.</param>
/// <param name="ByTask">By task letter, those of them that have labels of it.</param>
public sealed record ClientLabels(int Clients, IReadOnlyDictionary<string, int> ByTask)
{
    /// <summary>Whether some clients lack the labels of some tasks.</summary>
    [JsonIgnore]
    public bool ArePartial => ByTask.Values.Any(clients => clients < Clients);

    /// <summary>Counts the clients of a run.</summary>
    /// <param name="clients">Those with examples to train on.</param>
    /// <param name="tasks">The run's tasks.</param>
    /// <param name="has">Whether a client has labels of a task.</param>
    internal static ClientLabels Of<T>(
        IReadOnlyList<T> clients, IReadOnlyList<LearningTask> tasks, Func<T, LearningTask, bool> has) => new(
            clients.Count,
            tasks.ToDictionary(task => task.Mark, task => clients.Count(client => has(client, task))));

    /// <summary>What readers should know: at how many clients the tasks have labels that not all have, a sentence or two.</summary>
    /// <param name="tasks">The run's tasks.</param>
    internal string Sentences(IReadOnlyList<LearningTask> tasks)
    {
        var partial = tasks.Where(task => ByTask[task.Mark] < Clients)
            .Select(task => $"{task.Label} at {ByTask[task.Mark]}");
        return $"Of {Plural.Of(Clients, "client")}, not all have labels of every task: {WordList.Of([.. partial])}. Each "
            + "decoder is averaged over the clients with labels of its task.";
    }

    /// <summary>Checks that every task can be learned.</summary>
    /// <param name="tasks">The run's tasks.</param>
    /// <param name="place">Where the data lie.</param>
    /// <exception cref="InputException">No client has labels of a task; the message names all such tasks.</exception>
    internal void Check(IReadOnlyList<LearningTask> tasks, string place)
    {
        string[] without = [.. tasks.Where(task => ByTask[task.Mark] == 0).Select(task => task.Label)];
        if (without.Length > 0)
        {
            throw new InputException(
                $"{place}: no client has training labels of {WordList.Of(without)}; expected at least one, or run without "
                + (without.Length == 1 ? "this task." : "these tasks."));
        }
    }
}
