namespace Mas.Federation.Methods;

/// <summary>An operator's answer to a held split.</summary>
/// <param name="By">Who approves it.</param>
/// <param name="Groups">
/// Other groups to train, the letters of each one's tasks: a partition of the tasks. Null = as it is.
/// </param>
public sealed record SplitApproval(string By, IReadOnlyList<IReadOnlyList<string>>? Groups);
