namespace Mas.Federation.Runs;

/// <summary>Losses of all tasks, each evaluated with the model that owns it.</summary>
/// <param name="Total">The sum over the tasks; null where one was not measured.</param>
/// <param name="PerTask">Mean loss by task letter; null where nothing was measured.</param>
public sealed record LossSummary(double? Total, IReadOnlyDictionary<string, double?> PerTask)
{
    /// <summary>The summary of <paramref name="perTask"/>, added up in its order.</summary>
    public static LossSummary Of(IReadOnlyDictionary<string, double?> perTask) =>
        new(perTask.Values.Contains(null) ? null : perTask.Values.Sum(), perTask);
}
