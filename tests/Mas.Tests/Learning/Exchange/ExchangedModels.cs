using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
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
    internal static ModelDescription Rows { get; } = new("mlp", FieldShape.Flat(7), [Number, Class]);

    /// <summary>Every one.</summary>
    internal static IEnumerable<ModelDescription> All =>
    [
        .. from encoder in TestCatalogue.Learning.Encoders.Where(encoder => encoder.Name != Rows.Encoder)
           from norm in TestCatalogue.Learning.Norms
           from head in TestCatalogue.Learning.Heads
           select Pictures(encoder.Name, norm.Name, head.Name),
        Rows,
    ];

    /// <summary>A model of pictures with two tasks.</summary>
    internal static ModelDescription Pictures(string encoder, string norm, string head) => ModelDescription.OfPictures(
        encoder, Size, head == "dense" ? TaskSets.Of("sn") : [Number with { Head = head }, Class with { Head = head }])
        with
        { Norm = norm };

    /// <summary>A model with random weights, and running statistics and biases as training leaves them.</summary>
    internal static MultiTaskModel Random(ModelDescription description, ulong seed)
    {
        var model = TestCatalogue.Learning.Model(description);
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
