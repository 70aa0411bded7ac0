using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Federation.Options;

namespace Mas.Federation.Runs;

/// <summary>A recipe, how tasks are to be trained: the options that decide it, as a JSON object.</summary>
public static class RunRecipe
{
    /// <summary>The recipe of some options.</summary>
    /// <param name="options">The options of a run.</param>
    /// <param name="given">Those that the recipe states.</param>
    public static JsonObject Of(RunOptions options, IEnumerable<OptionDefinition> given)
    {
        var all = JsonSerializer.SerializeToNode(options, RunJson.Default.RunOptions)!.AsObject();
        return new JsonObject(given.Where(option => option.IsInRecipes).Select(
            option => KeyValuePair.Create(option.JsonName, all[option.JsonName]?.DeepClone())));
    }
}
