using Mas.Learning.Examples;
using Mas.Learning.Metrics;
using Mas.Learning.Tasks;

namespace Mas.Export.Cards;

/// <summary>A task of an exported model.</summary>
/// <param name="Output">The name of its output.</param>
/// <param name="Task">The task.</param>
/// <param name="Kind">How the output is read: <c>numbers</c>, <c>class</c> or <c>classes</c>.</param>
/// <param name="Unit">What the output's numbers mean: number x scale + shift; null = themselves, and for classes.</param>
/// <param name="Classes">The names of classes by id; empty where there are none, or they are not known.</param>
public sealed record CardTask(
    string Output, TaskDescription Task, string Kind, TargetUnit? Unit, IReadOnlyList<string> Classes)
{
    /// <summary>A task, named by its id as an identifier, which names in ONNX are.</summary>
    /// <param name="task">The task.</param>
    /// <param name="meaning">What the numbers of the data mean.</param>
    public static CardTask Of(LearningTask task, DataMeaning meaning)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(meaning);
        var name = task.Id.Replace('-', '_');
        var target = meaning.Targets.FirstOrDefault(target => target.Field == task.Field);
        return new CardTask(
            char.IsAsciiDigit(name[0]) ? $"_{name}" : name, task.Describe(),
            task.Objective.Output.ToString().ToLowerInvariant(), target?.Unit, target?.Classes ?? []);
    }
}
