using System.Text.Json.Serialization;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Export.Cards;

/// <summary>The input of an exported model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sizes">
/// Its sizes after the number of examples: of pictures channels, height and width; of rows the channels alone.
/// </param>
/// <param name="Channels">What each channel is; empty where that is not known.</param>
public sealed record CardInput(string Name, IReadOnlyList<int> Sizes, IReadOnlyList<InputChannel> Channels)
{
    private const string StandardName = "input";

    /// <summary>The channels that the model embeds, in their order; null = none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChannelEmbedding>? Embeddings { get; init; }

    /// <summary>The input of a model, by a name that no output has.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="meaning">What the numbers of the data mean.</param>
    public static CardInput Of(ModelDescription model, IReadOnlyList<CardTask> tasks, DataMeaning meaning)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(meaning);
        var name = StandardName;
        while (tasks.Any(task => task.Output == name))
        {
            name += "_";
        }

        var shape = model.Input;
        return new CardInput(
            name, shape.IsFlat ? [shape.Channels] : [shape.Channels, shape.Height, shape.Width], meaning.Channels)
        {
            Embeddings = model.Embeddings.Count == 0 ? null : model.Embeddings,
        };
    }

    /// <summary>The shape of an example in Mas.</summary>
    [JsonIgnore]
    public FieldShape Shape => Sizes is [var channels, var height, var width]
        ? new FieldShape(height, width, channels) : FieldShape.Flat(Sizes[0]);
}
