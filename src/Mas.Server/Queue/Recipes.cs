using System.Text;
using System.Text.Json.Nodes;
using Mas.Federation.Grouping;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>Recipes as the options of runs.</summary>
internal static class Recipes
{
    /// <summary>A recipe with nothing left open.</summary>
    internal static JsonObject Complete(JsonObject? recipe, RunOptions defaults)
    {
        // What fits the defaults' kind of data need not fit the recipe's.
        var options = RunRecipe.Apply(recipe, defaults);
        return RunRecipe.Of(
            options.SourceName == defaults.SourceName ? options : options.Fitting(RunRecipe.Stated(recipe)));
    }

    /// <summary>The task set of a run as the database keeps it, by marks.</summary>
    internal static string Tasks(RunOptions options) => TaskMarks.Write(options.TaskNames);

    /// <summary>A recipe as the database keeps it.</summary>
    internal static byte[] Bytes(JsonObject recipe) => Encoding.UTF8.GetBytes(recipe.ToJsonString());

    /// <summary>The options of a run that submissions are merged into; they have one recipe.</summary>
    /// <param name="merged">The submissions, the oldest first.</param>
    /// <param name="terms">What a recipe of an older version leaves open, and the methods there are.</param>
    internal static RunOptions Merge(IReadOnlyList<SubmissionRow> merged, QueueTerms terms)
    {
        var recipe = WireJson.Read(merged[0].Recipe, WireJson.Default.JsonObject);
        var marks = merged.SelectMany(submission => TaskMarks.Read(submission.Tasks)).Distinct();
        var budget = merged.Min(submission => submission.Budget);
        return Fit(
            RunRecipe.Apply(recipe, terms.Defaults), TaskMarks.Write([.. marks]), budget, terms.Catalogue.Methods);
    }

    /// <summary>
    /// The options for these tasks, as <see cref="MethodCatalogue.Fit(RunOptions, string)"/>, with as many groups as the
    /// budget allows.
    /// </summary>
    internal static RunOptions Fit(RunOptions options, string tasks, double? budget, MethodCatalogue methods)
    {
        // What else the tasks of targets are than named, the devices' columns say when the run begins.
        var fitting = methods.Fit(RunData.WithTargets(options), tasks);
        return budget is { } most && methods.Find(fitting.Method) is { Splits: true }
            ? fitting with { Groups = GroupCount.Auto, Budget = most, ProbeStop = 0 } : fitting;
    }
}
