namespace Mas.Federation.Journals;

/// <summary>What one client found of a model on its own views.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Tasks">
/// By task letter and name of the metric, its value; among them the mean loss, <see cref="Loss"/>. Without the tasks that
/// have no mean over all clients, or of which it measured nothing.
/// </param>
public sealed record ClientMetrics(
    string Client, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Tasks)
{
    /// <summary>The name of the mean loss among metrics.</summary>
    public const string Loss = "loss";
}
