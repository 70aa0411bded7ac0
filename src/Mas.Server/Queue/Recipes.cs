using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>Recipes as the options of runs.</summary>
internal static class Recipes
{
    /// <summary>A recipe with nothing left open.</summary>
    internal static RecipeDocument Complete(RecipeDocument? recipe, RunOptions defaults) =>
        Of(Apply(recipe ?? new RecipeDocument(), defaults));

    /// <summary>The options of a run that submissions are merged into; they have one recipe.</summary>
    /// <param name="merged">The submissions, the oldest first.</param>
    /// <param name="terms">What a recipe of an older version leaves open, and the methods there are.</param>
    internal static RunOptions Merge(IReadOnlyList<SubmissionRow> merged, QueueTerms terms)
    {
        var recipe = WireJson.Read(merged[0].Recipe, WireJson.Default.RecipeDocument);
        var letters = merged.SelectMany(submission => submission.Tasks).Distinct();
        return Fit(
            Apply(recipe, terms.Defaults), string.Concat(letters), merged.Min(submission => submission.Budget),
            terms.Catalogue.Methods);
    }

    /// <summary>
    /// The options for these tasks, as <see cref="MethodCatalogue.Fit"/>, with as many groups as the budget allows.
    /// </summary>
    internal static RunOptions Fit(RunOptions options, string tasks, double? budget, MethodCatalogue methods)
    {
        var fitting = methods.Fit(options, tasks);
        return budget is { } most && methods.Find(fitting.Method) is { Splits: true }
            ? fitting with { Groups = 0, Budget = most, ProbeStop = 0 } : fitting;
    }

    /// <summary>Options with what a recipe says in place of the defaults.</summary>
    internal static RunOptions Apply(RecipeDocument recipe, RunOptions defaults) => defaults with
    {
        Method = recipe.Method ?? defaults.Method,
        Groups = recipe.Groups ?? defaults.Groups,
        Split = recipe.Split ?? defaults.Split,
        Inherit = recipe.Inherit ?? defaults.Inherit,
        Rounds = recipe.Rounds ?? defaults.Rounds,
        MergeRounds = recipe.MergeRounds ?? defaults.MergeRounds,
        ClientsPerRound = recipe.ClientsPerRound ?? defaults.ClientsPerRound,
        OverSelect = recipe.OverSelect ?? defaults.OverSelect,
        Quorum = recipe.Quorum ?? defaults.Quorum,
        Aggregation = recipe.Aggregation ?? defaults.Aggregation,
        LocalEpochs = recipe.LocalEpochs ?? defaults.LocalEpochs,
        Batch = recipe.Batch ?? defaults.Batch,
        LearningRate = recipe.LearningRate ?? defaults.LearningRate,
        Momentum = recipe.Momentum ?? defaults.Momentum,
        WeightDecay = recipe.WeightDecay ?? defaults.WeightDecay,
        FreezeNormsAfter = recipe.FreezeNormsAfter ?? defaults.FreezeNormsAfter,
        Mu = recipe.Mu ?? defaults.Mu,
        Alpha = recipe.Alpha ?? defaults.Alpha,
        Encoder = recipe.Encoder ?? defaults.Encoder,
        ImageSize = recipe.ImageSize ?? defaults.ImageSize,
        ProbeEvery = recipe.ProbeEvery ?? defaults.ProbeEvery,
        Affinity = recipe.Affinity ?? defaults.Affinity,
        AffinityMean = recipe.AffinityMean ?? defaults.AffinityMean,
        ProbeRounds = recipe.ProbeRounds ?? defaults.ProbeRounds,
        ProbeStop = recipe.ProbeStop ?? defaults.ProbeStop,
        EvaluateEvery = recipe.EvaluateEvery ?? defaults.EvaluateEvery,
        Seed = recipe.Seed ?? defaults.Seed,
    };

    private static RecipeDocument Of(RunOptions options) => new()
    {
        Method = options.Method,
        Groups = options.Groups,
        Split = options.Split,
        Inherit = options.Inherit,
        Rounds = options.Rounds,
        MergeRounds = options.MergeRounds,
        ClientsPerRound = options.ClientsPerRound,
        OverSelect = options.OverSelect,
        Quorum = options.Quorum,
        Aggregation = options.Aggregation,
        LocalEpochs = options.LocalEpochs,
        Batch = options.Batch,
        LearningRate = options.LearningRate,
        Momentum = options.Momentum,
        WeightDecay = options.WeightDecay,
        FreezeNormsAfter = options.FreezeNormsAfter,
        Mu = options.Mu,
        Alpha = options.Alpha,
        Encoder = options.Encoder,
        ImageSize = options.ImageSize,
        ProbeEvery = options.ProbeEvery,
        Affinity = options.Affinity,
        AffinityMean = options.AffinityMean,
        ProbeRounds = options.ProbeRounds,
        ProbeStop = options.ProbeStop,
        EvaluateEvery = options.EvaluateEvery,
        Seed = options.Seed,
    };
}
