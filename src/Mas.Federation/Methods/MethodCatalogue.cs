using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>The programs of the methods, by the names people use for them; see <see cref="RunMethod"/>.</summary>
internal static class MethodCatalogue
{
    internal static Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options) =>
        options.Method switch
        {
            "merge-and-split" => MergeAndSplit.Run(federation, options),
            "all-in-one" or "fedprox" or "gradnorm" or "pcgrad" => AllInOne.Run(federation, options),
            "one-by-one" => OneByOne.Run(federation, options),
            "tag" => Tag.Run(federation, options),
            "hoa" => Hoa.Run(federation, options),
            "standalone" => Standalone.Run(federation, options),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Method, "A method without a program."),
        };
}
