namespace Mas.Federation.Methods;

/// <summary>Somebody's answer to a split that is held.</summary>
/// <param name="By">Who approves it.</param>
/// <param name="Groups">
/// Other groups to train, the letters of each one's tasks: a partition of the tasks. Null = as it is.
/// </param>
public sealed record SplitApproval(string By, IReadOnlyList<IReadOnlyList<string>>? Groups);
