namespace Mas.Wire.Documents;

/// <summary>What a client found on its views.</summary>
/// <param name="Losses">The mean loss of each task, in the order of the order's tasks.</param>
/// <param name="Views">How many views it is the mean over; 0 or more.</param>
public sealed record EvaluatedDocument(IReadOnlyList<double> Losses, int Views);
