using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Dashboard.Forms;

/// <summary>Groups as a user forms them: for every task, the number of its group.</summary>
internal sealed class GroupChoice
{
    private readonly IReadOnlyList<string> _tasks;

    /// <summary>These groups, to begin with.</summary>
    /// <param name="tasks">The letters of all tasks, in the order of the matrix.</param>
    /// <param name="groups">The letters of each group.</param>
    internal GroupChoice(IReadOnlyList<string> tasks, IReadOnlyList<IReadOnlyList<string>> groups)
    {
        _tasks = tasks;
        Of = new int[tasks.Count];
        Take(groups);
    }

    /// <summary>By task, the number of its group, from 1.</summary>
    internal int[] Of { get; }

    /// <summary>The letters of each group, groups in the order of their first tasks.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Groups =>
        [.. _tasks.Zip(Of).GroupBy(pair => pair.Second, pair => pair.First).Select(group => group.ToArray())];

    /// <summary>The groups as people write them.</summary>
    internal string Written => WrittenPartition.Write(Groups);

    /// <summary>Takes over groups.</summary>
    internal void Take(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        for (var task = 0; task < _tasks.Count; task++)
        {
            Of[task] = groups.TakeWhile(group => !group.Contains(_tasks[task])).Count() + 1;
        }
    }

    /// <summary>Whether these are the groups proposed, in whatever order.</summary>
    internal bool IsProposed(SplitChosen held) => Written == new GroupChoice(_tasks, held.Groups).Written;

    /// <summary>The value of the groups.</summary>
    internal double Value(SplitChosen held)
    {
        var affinity = AffinityMatrix.FromRows(held.Affinity);
        return Groups.Sum(group => GroupScore.Sum(affinity, [.. group.Select(task => _tasks.ToList().IndexOf(task))]))
            / affinity.Size;
    }

    /// <summary>The groups in a sentence, and how they compare with those proposed.</summary>
    /// <param name="held">The proposal.</param>
    /// <param name="tasks">The tasks in words.</param>
    internal string Words(SplitChosen held, TaskWords tasks)
    {
        var words = $"{SplitWords.Groups(Groups, tasks)}, value {SplitWords.Value(Value(held))}";
        return IsProposed(held)
            ? $"{words}: as proposed."
            : $"{words}, {SplitWords.Value(Math.Abs(held.Value - Value(held)))} "
                + $"{(Value(held) > held.Value ? "above" : "below")} the proposal.";
    }
}
