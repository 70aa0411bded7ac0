using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>The methods by the names people use for them.</summary>
internal static class MethodCatalogue
{
    internal static Task<IReadOnlyList<TrainedStage>> Run(TaskFederation federation, RunOptions options) =>
        options.Method switch
        {
            "merge-and-split" => MergeAndSplit.Run(federation, options),
            "all-in-one" => AllInOne.Run(federation, options),
            "one-by-one" => OneByOne.Run(federation, options),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Method, "A method without a program."),
        };
}
