using Mas.Learning.Tasks;

namespace Mas.Federation.Planning;

/// <summary>A client as a plan knows it.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Views">The views it trains on.</param>
public sealed record ClientViews(string Client, int Views)
{
    /// <summary>The fields that it has labels of; null (default) = all.</summary>
    public IReadOnlyCollection<string>? Fields { get; init; }

    /// <summary>Whether it has labels of a task.</summary>
    internal bool Has(LearningTask task) => Fields?.Contains(task.Field) ?? true;
}
