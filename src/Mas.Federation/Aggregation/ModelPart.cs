using Mas.Engine.Parameters;
using Mas.Learning.Models;

namespace Mas.Federation.Aggregation;

/// <summary>
/// A stretch of a model's values that the same clients train: all of them the encoder's, or one task's decoder's, weights or
/// running statistics. A client without labels of a task leaves its decoder as it was.
/// </summary>
/// <param name="Task">The task whose decoder it is of, by its place in the round; null = of the encoder.</param>
/// <param name="Start">Its first value, counted from 0.</param>
/// <param name="Length">Its values; at least 1.</param>
public readonly record struct ModelPart(int? Task, int Start, int Length)
{
    /// <summary>The parts of a model, from its first value to its last. A task may have several, as the encoder may.</summary>
    /// <param name="layout">The model's layout.</param>
    /// <param name="tasks">The marks of its tasks.</param>
    public static IReadOnlyList<ModelPart> Of(TensorLayout layout, IReadOnlyList<string> tasks)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(tasks);
        string[] prefixes = [.. tasks.Select(MultiTaskModel.PrefixOf)];
        var parts = new List<ModelPart>();
        foreach (var slot in layout.Slots)
        {
            var place = Array.FindIndex(prefixes, prefix => slot.Name.StartsWith(prefix, StringComparison.Ordinal));
            int? task = place < 0 ? null : place;
            if (parts.Count > 0 && parts[^1].Task == task && slot.Offset != layout.WeightCount)
            {
                parts[^1] = parts[^1] with { Length = parts[^1].Length + slot.Shape.Count };
            }
            else
            {
                parts.Add(new ModelPart(task, slot.Offset, slot.Shape.Count));
            }
        }

        return parts;
    }

    /// <summary>The part's values of a model.</summary>
    public Span<float> Of(NamedTensors model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Values.Slice(Start, Length);
    }
}
