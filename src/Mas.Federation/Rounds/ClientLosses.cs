using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What one client answers to an evaluation.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Losses">
/// Its mean loss of each task, in the order of the tasks; not finite where the model has diverged on its views. Null = it
/// gave no answer that counts.
/// </param>
/// <param name="Views">How many views it looked at; 0 without an answer.</param>
public sealed record ClientLosses(string Client, IReadOnlyList<MeanLoss>? Losses, int Views);
