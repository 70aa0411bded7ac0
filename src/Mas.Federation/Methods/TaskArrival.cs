using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>Tasks that arrive at the same time.</summary>
/// <param name="Round">The number of rounds before they arrive; they train from the next round on.</param>
/// <param name="Tasks">The tasks, in the order of the task set.</param>
internal sealed record TaskArrival(int Round, IReadOnlyList<LearningTask> Tasks);
