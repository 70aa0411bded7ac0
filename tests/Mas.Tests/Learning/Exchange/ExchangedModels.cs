using Mas.Engine.Randomness;
using Mas.Export.Cards;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;

namespace Mas.Tests.Learning.Exchange;

/// <summary>The models that other programs must take: every encoder with every head and norm that fits it.</summary>
internal static class ExchangedModels
{
    internal const int Size = 32;

    /// <summary>A number of a row or a picture.</summary>
    internal static LearningTask Number { get; } =
        new("number", "number", "num", "number", 1, SquaredErrorObjective.Instance) { Head = "linear" };

    /// <summary>A class of a row or a picture.</summary>
    internal static LearningTask Class { get; } =
        new("kind", "kind", "kind", "kind", 4, CrossEntropyObjective.Instance) { Head = "linear" };

    /// <summary>A perceptron for rows.</summary>
    internal static ModelDescription Rows { get; } = new("mlp-half", FieldShape.Flat(7), [Number, Class]);

    /// <summary>The same, with three of the columns and the last one embedded.</summary>
    internal static ModelDescription EmbeddedRows { get; } =
        Rows with { Embeddings = [new ChannelEmbedding(1, 3, 2), new ChannelEmbedding(6, 1, 4)] };

    /// <summary>Every one.</summary>
    internal static IEnumerable<ModelDescription> All =>
        from encoder in TestCatalogue.Learning.Encoders
        from model in encoder.Fault(FieldShape.Square(Size, 3)) is not null
            ? [Rows with { Encoder = encoder.Name }, EmbeddedRows with { Encoder = encoder.Name }]
            : from norm in TestCatalogue.Learning.Norms
              from head in TestCatalogue.Learning.Heads
              select Pictures(encoder.Name, norm.Name, head.Name)
        select model;

    /// <summary>What to call a model.</summary>
    internal static string NameOf(ModelDescription model) =>
        $"{model.Encoder}, {model.Norm} norm, {model.Tasks[0].Head} heads, {model.Embeddings.Count} embeddings";

    /// <summary>What an exported file says of a model of unknown data.</summary>
    internal static ModelCard Card(ModelDescription model) => ModelCard.Of(
        new CardOrigin("0.1.0", "stage", 4, new string('0', 64), model.Encoder, model.Norm), model, DataMeaning.Unknown);

    /// <summary>A model of pictures with two tasks.</summary>
    internal static ModelDescription Pictures(string encoder, string norm, string head) => ModelDescription.OfPictures(
        encoder, Size, head == "dense" ? TaskSets.Of("sn") : [Number with { Head = head }, Class with { Head = head }])
        with
    { Norm = norm };

    /// <summary>A model with random weights, and running statistics and biases as training leaves them.</summary>
    internal static MultiTaskModel Random(ModelDescription description, ulong seed) =>
        Random(description, TestCatalogue.Learning, seed);

    /// <inheritdoc cref="Random(ModelDescription, ulong)"/>
    internal static MultiTaskModel Random(ModelDescription description, LearningCatalogue catalogue, ulong seed)
    {
        var model = catalogue.Model(description);
        model.Parameters.Initialise(new Seed(seed));
        foreach (var slot in model.Parameters.Layout().Slots.Where(slot => slot.Shape.Pixels == 1))
        {
            var draws = new Seed(seed).Derive(slot.Name).Stream();
            var isPositive = slot.Name.EndsWith("weight", StringComparison.Ordinal)
                || slot.Name.EndsWith("running_var", StringComparison.Ordinal);
            foreach (ref var value in model.Parameters.Values[slot])
            {
                value = isPositive ? 0.5f + draws.NextSingle() : draws.NextSingle() - 0.5f;
            }
        }

        return model;
    }
}
