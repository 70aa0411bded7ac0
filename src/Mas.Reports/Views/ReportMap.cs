namespace Mas.Reports.Views;

/// <summary>What a run's model made of a picture for one task, and what would have been right.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Predicted">The predicted map as people see it, the content of a PNG file.</param>
/// <param name="Truth">The true map likewise; null where it is not known.</param>
public sealed record ReportMap(string Task, byte[] Predicted, byte[]? Truth);
