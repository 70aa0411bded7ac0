namespace Mas.Cli.Verbs;

/// <summary>A run in a list of runs.</summary>
/// <param name="Name">Its folder, relative to the folder that is listed, with forward slashes.</param>
/// <param name="Method">Its method.</param>
/// <param name="Tasks">The marks of its tasks.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Round">The last round finished, the slowest stage counting; 0 before the first.</param>
/// <param name="Rounds">The rounds of the whole run.</param>
/// <param name="TestLoss">The total test loss; null where it is not measured, or not yet.</param>
/// <param name="Started">When it began, in UTC; null where that is not on record.</param>
/// <param name="LastEvent">When its journal was last written to, in UTC; null where it is empty.</param>
/// <param name="Bytes">The size of its folder.</param>
internal sealed record ListedRun(
    string Name, string Method, IReadOnlyList<string> Tasks, ulong Seed, RunState State, int Round, int Rounds,
    double? TestLoss, DateTime? Started, DateTime? LastEvent, long Bytes);
