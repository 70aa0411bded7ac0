namespace Mas.Federation.Journals;

/// <summary>One model of <see cref="TasksServed"/>.</summary>
/// <param name="Stage">The stage whose last model it is.</param>
/// <param name="Tasks">The letters of the tasks it serves; it may have been trained on others, which helped.</param>
public sealed record ServingModel(string Stage, IReadOnlyList<string> Tasks);
