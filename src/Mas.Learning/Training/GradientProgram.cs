using Mas.Engine.Randomness;

namespace Mas.Learning.Training;

/// <summary>What is known of a gradient rule that is not the plain one; it stands in the rule's own file.</summary>
/// <param name="Rule">The rule, as orders spell it.</param>
/// <param name="Mark">What names of stages are marked with: lower-case letters.</param>
/// <param name="KeepsBalance">Whether it learns how much each task's loss counts, from round to round.</param>
/// <param name="Begin">The rule at work for one order of so many tasks.</param>
internal sealed record GradientProgram(
    GradientRule Rule, string Mark, bool KeepsBalance,
    Func<StepRule, int, LossBalance?, Seed, IStepGradients> Begin);
