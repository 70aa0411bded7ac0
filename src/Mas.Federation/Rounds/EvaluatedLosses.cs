namespace Mas.Federation.Rounds;

/// <summary>What an evaluation found.</summary>
/// <param name="Losses">Mean loss by task letter.</param>
/// <param name="Views">How many views it is the mean over; where there are none, the losses are 0.</param>
public sealed record EvaluatedLosses(IReadOnlyDictionary<string, double> Losses, int Views);
