using Mas.Engine.Parameters;
using Mas.Federation.Aggregation;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
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

    /// <summary>
    /// Whether a client has labels of a task, so that it trains and measures it. Default: every client has labels of every
    /// task.
    /// </summary>
    /// <param name="client">The client, by name.</param>
    /// <param name="task">The task.</param>
    bool Has(string client, LearningTask task) => true;

    /// <summary>
    /// Whether clients answer in their own time, so that of those asked the first count. Where they do not, reserves are
    /// asked one after another in place of those that fail, and who counts follows from the seed alone.
    /// </summary>
    bool AnswersRace { get; }

    /// <summary>
    /// Whether the model of a client that trains for itself travels all the same, from the server and back, each round.
    /// </summary>
    bool SendsWhatIsTheirsAlone { get; }

    /// <summary>Has a client carry out an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="enough">
    /// The round has all the updates it wants: the order is over, and the client's update has a fault.
    /// </param>
    /// <param name="cancellation">Ends the work; what the client does may be used when the run goes on.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<SentUpdate> Train(Order order, CancellationToken enough, CancellationToken cancellation);

    /// <summary>
    /// The mean loss of each task over the measured pixels of the views of a split, of all clients or of one.
    /// </summary>
    /// <param name="description">The group's model.</param>
    /// <param name="model">Its parameters; read, never written.</param>
    /// <param name="split">Validation or test, usually.</param>
    /// <param name="batchSize">Views per batch.</param>
    /// <param name="client">Whose views; null = those of all.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>One a client asked, in the order of their names.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<IReadOnlyList<ClientLosses>> Evaluate(
        ModelDescription description, NamedTensors model, Split split, int batchSize, string? client,
        CancellationToken cancellation);

    /// <summary>How often each target value occurs in the training views of all clients.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>By task, a histogram per target channel.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<IReadOnlyList<IReadOnlyList<TargetHistogram>>> CountTargets(
        IReadOnlyList<LearningTask> tasks, CancellationToken cancellation);

    /// <summary>
    /// As <see cref="Evaluate"/>, of outputs that are the same in every pixel, over the views of all clients.
    /// </summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="outputs">By task, a number per output channel; null = the task has no loss.</param>
    /// <param name="split">Validation or test, usually.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>One a client, in the order of their names.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<IReadOnlyList<ClientLosses>> EvaluateConstants(
        IReadOnlyList<LearningTask> tasks, IReadOnlyList<IReadOnlyList<float>?> outputs, Split split,
        CancellationToken cancellation);
}
