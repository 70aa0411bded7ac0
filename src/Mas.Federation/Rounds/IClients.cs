using Mas.Engine.Parameters;
using Mas.Learning.Data;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// The clients a run asks: simulated ones, or devices. Thread-safe: stages that train side by side ask at once.
/// </summary>
public interface IClients
{
    /// <summary>The clients' names, each once, in a fixed order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Has a client carry out an order.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<Update> Train(Order order, CancellationToken cancellation);

    /// <summary>
    /// The mean loss of each task, by its letter, over the views of a split of all clients or of one, a view a vote.
    /// </summary>
    /// <param name="encoder">The name of the encoder.</param>
    /// <param name="tasks">The group's tasks.</param>
    /// <param name="model">The model; read, never written.</param>
    /// <param name="split">Validation or test, usually.</param>
    /// <param name="batchSize">Views a batch.</param>
    /// <param name="client">Whose views; null = those of all.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<EvaluatedLosses> Evaluate(
        string encoder, IReadOnlyList<LearningTask> tasks, NamedTensors model, Split split, int batchSize,
        string? client, CancellationToken cancellation);
}
