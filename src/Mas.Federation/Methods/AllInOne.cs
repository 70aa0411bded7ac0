using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// All tasks merged into one to the end (FedAvg: McMahan et al., AISTATS 2017). Methods that differ from it in nothing
/// but the step derive from it.
/// </summary>
public class AllInOne : Method
{
    /// <summary>What the model is, for a reader who has never heard of it.</summary>
    protected const string OneModel =
        "One model learns all of them to the end: a shared encoder and a decoder for each task.";

    /// <inheritdoc/>
    public override string Name => "all-in-one";

    /// <inheritdoc/>
    public override string Summary => "together to the end";

    /// <inheritdoc/>
    public override string Title => "all in one model";

    /// <inheritdoc/>
    public override string Story(RunOptions options) => OneModel;

    /// <inheritdoc/>
    public sealed override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(federation);
        ArgumentNullException.ThrowIfNull(options);
        var merged = federation.Merge(options.TaskSet(), options.Rounds, measures: true, Step(options));
        return [FinalModel.Of(await federation.Train(merged))];
    }
}
