using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Federation.Options;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Learning.Tasks;

namespace Mas.Federation.Runs;

/// <summary>
/// A recipe, how tasks are to be trained: those options of a run that decide it, as a JSON object by their names, and
/// tasks of its own (<see cref="RunOptions.OwnTasks"/>). Null and left out are the same: as the server says.
/// </summary>
public static class RunRecipe
{
    /// <summary>The key of the tasks of its own.</summary>
    public const string OwnTasks = "ownTasks";

    private const int LongestValue = 40;

    /// <summary>How faults of a recipe name its options.</summary>
    public static OptionSpelling Spelling { get; } = new(name => $"recipe.{OptionSpelling.Json.Of(name)}");

    /// <summary>The options that a recipe may state.</summary>
    public static IReadOnlyList<OptionDefinition> Options { get; } =
        [.. RunTable.Standard.All.Where(option => option.IsInRecipes)];

    /// <summary>The recipe of a run.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="given">Those that the recipe states; null = all it may.</param>
    public static JsonObject Of(RunOptions options, IEnumerable<OptionDefinition>? given = null)
    {
        var all = JsonSerializer.SerializeToNode(options, RunJson.Default.RunOptions)!.AsObject();
        var recipe = new JsonObject(
            from option in given ?? Options
            where option.IsInRecipes && all[option.JsonName] is not null
            select KeyValuePair.Create(option.JsonName, (JsonNode?)all[option.JsonName]!.DeepClone()));
        if (all[OwnTasks] is { } tasks)
        {
            recipe[OwnTasks] = tasks.DeepClone();
        }

        return recipe;
    }

    /// <summary>
    /// Options with what a recipe states in place of the defaults; what cannot be read is left at them.
    /// </summary>
    /// <param name="recipe">The recipe; null = it states nothing.</param>
    /// <param name="defaults">The defaults.</param>
    public static RunOptions Apply(JsonObject? recipe, RunOptions defaults) => RunTable.Standard.With(
        defaults with { OwnTasks = Tasks(recipe) ?? defaults.OwnTasks },
        from entry in Entries(recipe)
        where entry.Option is not null && entry.Option.Form.TryReadJson(entry.Json, out _)
        select (entry.Option, Value(entry.Option, entry.Json)));

    /// <summary>The options that a recipe states.</summary>
    /// <param name="recipe">The recipe; null = it states nothing.</param>
    internal static IEnumerable<OptionDefinition> Stated(JsonObject? recipe) =>
        Entries(recipe).Select(entry => entry.Option).OfType<OptionDefinition>();

    /// <summary>
    /// What is wrong with the form of a recipe, a sentence each; whether values are valid is not checked.
    /// </summary>
    /// <param name="recipe">The recipe; null = it states nothing.</param>
    public static IEnumerable<string> Faults(JsonObject? recipe)
    {
        if (recipe?[OwnTasks] is not null && Tasks(recipe) is null)
        {
            yield return $"recipe.{OwnTasks} is not a list of tasks; expected of each its id, label, mark, field, outputs, "
                + "targetChannels, objective and head.";
        }

        foreach (var (key, option, json) in Entries(recipe))
        {
            if (option is null && RunTable.Standard.FindJson(key) is not null)
            {
                yield return $"recipe.{key} is an option of mas run alone; leave it out of the recipe.";
            }
            else if (option is null)
            {
                var shown = PlainText.Of(Shortened(key));
                yield return KnownNames.Unknown(
                    $"recipe.{shown}", shown, [.. Options.Select(known => known.JsonName), OwnTasks]);
            }
            else if (!option.Form.TryReadJson(json, out _))
            {
                yield return OptionFault.Of(
                    option.Name, PlainText.Of(Shortened(json.GetRawText())), option.Form.Expected).Sentence(Spelling);
            }
        }
    }

    private static IEnumerable<(string Key, OptionDefinition? Option, JsonElement Json)> Entries(JsonObject? recipe) =>
        from entry in recipe ?? []
        where entry.Value is not null && entry.Key != OwnTasks
        let option = RunTable.Standard.FindJson(entry.Key)
        let json = entry.Value.Deserialize(RunJson.Default.JsonElement)
        select (entry.Key, option is { IsInRecipes: true } ? option : null, json);

    private static IReadOnlyList<TaskDescription>? Tasks(JsonObject? recipe)
    {
        try
        {
            var tasks = recipe?[OwnTasks]?.Deserialize(RunJson.Default.IReadOnlyListTaskDescription);
            return tasks?.Contains(null!) == true ? null : tasks;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static object? Value(OptionDefinition option, JsonElement json)
    {
        option.Form.TryReadJson(json, out var value);
        return value;
    }

    private static string Shortened(string text) => text.Length > LongestValue ? text[..LongestValue] + "..." : text;
}
