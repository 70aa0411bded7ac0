using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Methods;

/// <summary>All in one, with the steps of FedProx (Li et al., MLSys 2020).</summary>
public sealed class FedProx : AllInOne
{
    /// <inheritdoc/>
    public override string Name => "fedprox";

    /// <inheritdoc/>
    public override string Summary => "all-in-one, clients kept near the global model";

    /// <inheritdoc/>
    public override string Title => "all in one model, with FedProx";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads => ["mu"];

    /// <inheritdoc/>
    public override string Story(RunOptions options) =>
        $"{OneModel} Clients are held near the global model: the further a client's own training leads away from it, "
        + "the stronger the pull back (FedProx).";

    /// <inheritdoc/>
    public override StepRule Step(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new StepRule { Proximal = options.Mu };
    }
}
