namespace Mas.Federation.Grouping;

/// <summary>What kind of groups a method makes of the tasks.</summary>
public enum GroupKind
{
    /// <summary>None that depend on <see cref="Runs.RunOptions.Groups"/>: those that the method itself fixes.</summary>
    None,

    /// <summary>A partition: every task is in exactly one group.</summary>
    Partition,

    /// <summary>Groups that may share tasks, each task served by one of them.</summary>
    Overlapping,
}
