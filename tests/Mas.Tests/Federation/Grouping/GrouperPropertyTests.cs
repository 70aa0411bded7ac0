using FsCheck;
using FsCheck.Fluent;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;

namespace Mas.Tests.Federation.Grouping;

public class GrouperPropertyTests
{
    private static readonly Arbitrary<(AffinityMatrix Affinity, int Groups)> _anyTask =
        (from size in Gen.Choose(1, 8)
         from groups in Gen.Choose(1, size)
         from elements in Gen.ArrayOf(Gen.Choose(-1_000_000_000, 1_000_000_000), size * size)
         select (AffinityMatrix.FromRows(
             [.. elements.Chunk(size).Select(row => row.Select(element => (double?)element / 1e9).ToArray())]), groups))
        .ToArbitrary();

    [Fact]
    public void AGroupingIsAPartition() => Prop.ForAll(_anyTask, task =>
    {
        var found = Grouper.Best(task.Affinity, task.Groups);
        return found.Groups.Length == task.Groups
            && found.Groups.All(group => group.Length > 0 && group.SequenceEqual(group.Order()))
            && found.Groups.Select(group => group[0]).SequenceEqual(found.Groups.Select(group => group[0]).Order())
            && found.Groups.SelectMany(group => group).Order().SequenceEqual(Enumerable.Range(0, task.Affinity.Size));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RelabellingTasksRelabelsGroups() => Prop.ForAll(_anyTask, task =>
    {
        // Back to front: task i becomes task last - i. Random elements of nine digits tie with no other grouping.
        var last = task.Affinity.Size - 1;
        var mirrored = AffinityMatrix.FromRows(
            [.. task.Affinity.ToRows().Reverse().Select(row => row.Reverse().ToArray())]);
        var found = Grouper.Best(task.Affinity, task.Groups);
        var relabelled = Grouper.Best(mirrored, task.Groups).Groups
            .Select(group => group.Select(index => last - index).Order().ToArray())
            .OrderBy(group => group[0]);
        return Math.Abs((found.Margin ?? 1) * task.Affinity.Size) < 1e-11
            || relabelled.Zip(found.Groups).All(pair => pair.First.SequenceEqual(pair.Second));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TheRunnerUpIsAnotherGroupingAndNoBetter() => Prop.ForAll(_anyTask, task =>
    {
        var found = Grouper.Best(task.Affinity, task.Groups);
        return found.RunnerUp is null
            ? task.Groups == 1 || task.Groups == task.Affinity.Size
            : BruteForce.InDictionary(found.Groups, found.RunnerUp.Groups) != 0
                && BruteForce.Score(task.Affinity, found.Groups) >= BruteForce.Score(task.Affinity, found.RunnerUp.Groups);
    }).QuickCheckThrowOnFailure();
}
