namespace Mas.Wire.Documents;

/// <summary>A split as it awaits approval, or as it was chosen.</summary>
public sealed record SplitStatus
{
    /// <summary>The letters of the tasks, in the order of the matrix.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Row i, column j = the affinity of task i on task j; null where no client measured it.</summary>
    public required double?[][] Affinity { get; init; }

    /// <summary>The letters of each group's tasks.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Groups { get; init; }

    /// <summary>The value of the groups.</summary>
    public required double Value { get; init; }

    /// <summary>The second-best groups; null = there are no other.</summary>
    public required IReadOnlyList<IReadOnlyList<string>>? RunnerUp { get; init; }

    /// <summary>By how much the groups' value leads that of the runner-up; null = there is none.</summary>
    public required double? Margin { get; init; }

    /// <summary>Who approved it; null = it is still held, or never was.</summary>
    public required string? ApprovedBy { get; init; }

    /// <summary>Whether it was approved with other groups.</summary>
    public required bool Overridden { get; init; }
}
