using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>Every task on its own, one after the other, as devices that hold one model at a time would do it.</summary>
public sealed class OneByOne : Method
{
    /// <inheritdoc/>
    public override string Name => "one-by-one";

    /// <inheritdoc/>
    public override string Summary => "each alone";

    /// <inheritdoc/>
    public override string Title => "one by one";

    /// <inheritdoc/>
    public override string Story(RunOptions options) =>
        "Each is learned alone, by a model of its own, one after the other.";

    /// <inheritdoc/>
    public override IEnumerable<ExpectedStage> Expected(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [new ExpectedStage(1, options.Rounds, options.TaskNames.Count)];
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(federation);
        ArgumentNullException.ThrowIfNull(options);
        var models = new List<FinalModel>();
        foreach (var task in options.TaskSet())
        {
            models.Add(FinalModel.Of(await federation.Train(federation.Merge([task], options.Rounds))));
        }

        return models;
    }
}
