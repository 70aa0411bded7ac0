namespace Mas.Federation.Rounds;

/// <summary>A stage is to be split, and no pair of its tasks has been measured.</summary>
/// <param name="stage">The stage's name.</param>
public sealed class UnmeasuredAffinityException(string stage) : Exception(
    $"No client of stage {stage} measured an affinity that can be used, so there is nothing to choose groups by. A "
    + "pair of tasks is measured on a batch with valid pixels of both, by a client that has labels of both: see 'mas data "
    + "inspect', or use --method all-in-one.");
