using Mas.Engine.Parameters;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// Those of a group's tasks that a client has labels of. It trains and measures the model of these alone: the encoder and
/// their decoders. What it says of the group has a gap for each of the others.
/// </summary>
internal sealed class LabelledTasks
{
    private readonly int[] _places;
    private readonly int _asked;

    private LabelledTasks(IReadOnlyList<LearningTask> tasks, int[] places) =>
        (_asked, _places, Tasks) = (tasks.Count, places, [.. places.Select(place => tasks[place])]);

    /// <summary>The tasks, in the order of the group.</summary>
    internal IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>Whether they are all of the group's.</summary>
    internal bool AreAll => _places.Length == _asked;

    /// <summary>The tasks of a group that a shard has labels of.</summary>
    internal static LabelledTasks Of(IReadOnlyList<LearningTask> tasks, IShard shard) =>
        new(tasks, [.. Enumerable.Range(0, tasks.Count).Where(place => shard.Has(tasks[place].Field))]);

    /// <summary>The model of these tasks, with the values that the group's has.</summary>
    /// <param name="bench">Holds the model.</param>
    /// <param name="group">The group's model.</param>
    /// <param name="parameters">Its values; read, never written.</param>
    internal MultiTaskModel Model(Workbench bench, ModelDescription group, NamedTensors parameters)
    {
        var model = bench.Model(AreAll ? group : group with { Tasks = Tasks });
        model.Parameters.Values.CopyFrom(parameters);
        return model;
    }

    /// <summary>The group's model with what was trained of it.</summary>
    /// <param name="group">The values of the group's model before; read, never written.</param>
    /// <param name="trained">Those of the model of these tasks.</param>
    internal static NamedTensors Whole(NamedTensors group, NamedTensors trained)
    {
        var whole = group.Clone();
        foreach (var slot in trained.Layout.Slots)
        {
            trained[slot].CopyTo(whole[slot.Name]);
        }

        return whole;
    }

    /// <summary>Those of the group's things that are about these tasks.</summary>
    /// <param name="group">One per task of the group.</param>
    internal IReadOnlyList<T> Own<T>(IReadOnlyList<T> group) => [.. _places.Select(place => group[place])];

    /// <summary>One thing for each task of the group.</summary>
    /// <param name="own">What these tasks have, in their order.</param>
    /// <param name="missing">What the others have.</param>
    internal T[] Spread<T>(IReadOnlyList<T> own, T missing)
    {
        var whole = new T[_asked];
        Array.Fill(whole, missing);
        foreach (var (at, place) in _places.Index())
        {
            whole[place] = own[at];
        }

        return whole;
    }

    /// <summary>A matrix of the group, unknown where it is about a task without labels; null where there is none.</summary>
    internal double?[][]? Whole(double?[][]? own) => own is null || AreAll
        ? own
        : Spread([.. own.Select(row => Spread(row, null))], new double?[_asked]);

    /// <summary>What the group's balance says of these tasks, scaled so that their weights add up to their number.</summary>
    internal LossBalance? Own(LossBalance? group)
    {
        if (group is null || AreAll)
        {
            return group;
        }

        var scale = Tasks.Count / Total(group.Weights);
        return new LossBalance(
            [.. _places.Select(place => group.Weights[place] * scale)],
            group.FirstLosses is { } first ? [.. _places.Select(place => first[place])] : null);
    }

    /// <summary>The group's balance with what was learned of these tasks: the others keep their weights.</summary>
    /// <param name="group">The balance before; null = all tasks counted alike.</param>
    /// <param name="own">That of these tasks after; null = none is kept.</param>
    internal LossBalance? Whole(LossBalance? group, LossBalance? own)
    {
        if (own is null || AreAll)
        {
            return own;
        }

        var before = group ?? LossBalance.Even(_asked);
        var (weights, first) = (before.Weights.ToArray(), before.FirstLosses?.ToArray() ?? new double?[_asked]);
        var scale = Total(before.Weights) / Tasks.Count;
        foreach (var (at, place) in _places.Index())
        {
            (weights[place], first[place]) = (own.Weights[at] * scale, own.FirstLosses?[at]);
        }

        return new LossBalance(weights, first);
    }

    private double Total(IReadOnlyList<double> weights) => _places.Sum(place => weights[place]);
}
