using System.Text.Json.Nodes;
using Mas.Federation.Grouping;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Runs;

public class RunRecipeTests
{
    /// <summary>What a server of the version before keeps of a submission: its recipes are merged with ours.</summary>
    private static readonly string Kept = "{" +
        """
        "method":"merge-and-split","groups":2,"split":"best","inherit":"all","rounds":40,"mergeRounds":12,
        "clientsPerRound":4,"overSelect":0,"quorum":1,"localEpochs":1,"batch":8,"learningRate":0.05,
        "momentum":0.9,"weightDecay":0.0001,"freezeNormsAfter":0,"mu":0.01,"alpha":1.5,
        "encoder":"xception-quarter","imageSize":64,"probeEvery":10,"affinity":"look-ahead",
        "affinityMean":"trimmed","probeRounds":10,"probeStop":0,"evaluateEvery":5,"seed":0
        """.ReplaceLineEndings("") + "}";

    private static readonly RunOptions _defaults = TestCatalogue.Options;

    [Fact]
    public void ARecipeIsWrittenAsBeforeAndWhatItLacksIsTheDefault()
    {
        Assert.Equal(
            Kept, RunRecipe.Of(_defaults).ToJsonString()
                .Replace("\"aggregation\":\"mean\",", "", StringComparison.Ordinal)
                .Replace("\"norm\":\"batch\",", "", StringComparison.Ordinal)
                .Replace("\"warmUp\":0,", "", StringComparison.Ordinal)
                .Replace("\"clipNorm\":0,", "", StringComparison.Ordinal)
                .Replace("\"embeddingWidth\":\"none\",", "", StringComparison.Ordinal)
                .Replace("\"patience\":0,", "", StringComparison.Ordinal));
        Assert.Equal(_defaults, RunRecipe.Apply(JsonNode.Parse(Kept)!.AsObject(), _defaults with { Rounds = 3 }));
    }

    [Fact]
    public void WhatIsNullOrLeftOutIsTheDefault() => Assert.Equal(
        _defaults with { Batch = 3, Seed = ulong.MaxValue, Mu = 1e-9 },
        RunRecipe.Apply(
            new JsonObject { ["batch"] = 3, ["rounds"] = null, ["seed"] = ulong.MaxValue, ["mu"] = 1e-9 }, _defaults));

    [Fact]
    public void EveryFaultOfTheFormIsNamedAndLeavesTheDefault()
    {
        var recipe = new JsonObject
        {
            ["round"] = 9,
            ["data"] = "/etc",
            ["from"] = "start.safetensors",
            ["batch"] = "many",
            ["learningRate"] = true,
            ["encoder"] = 7,
            ["groups"] = "auto",
        };

        Assert.Equal(
            [
                "recipe.round is unknown; did you mean rounds?",
                "recipe.data is an option of mas run alone; leave it out of the recipe.",
                "recipe.from is an option of mas run alone; leave it out of the recipe.",
                "recipe.batch is \"many\"; expected a whole number, 1 to 1024.",
                "recipe.learningRate is true; expected a number, above 0 and at most 10.",
                "recipe.encoder is 7; expected a name.",
            ],
            RunRecipe.Faults(recipe).Select(fault => fault.Split("split")[0]));
        Assert.Equal(_defaults with { Groups = GroupCount.Auto }, RunRecipe.Apply(recipe, _defaults));
    }
}
