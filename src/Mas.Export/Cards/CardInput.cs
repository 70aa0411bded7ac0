using Mas.Learning.Examples;

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

    /// <summary>The input of a model, by a name that no output has.</summary>
    /// <param name="shape">The shape of an example in Mas.</param>
    /// <param name="tasks">The model's tasks.</param>
    /// <param name="meaning">What the numbers of the data mean.</param>
    public static CardInput Of(FieldShape shape, IReadOnlyList<CardTask> tasks, DataMeaning meaning)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(meaning);
        var name = StandardName;
        while (tasks.Any(task => task.Output == name))
        {
            name += "_";
        }

        return new CardInput(
            name, shape.IsFlat ? [shape.Channels] : [shape.Channels, shape.Height, shape.Width], meaning.Channels);
    }

    /// <summary>The shape of an example in Mas.</summary>
    internal FieldShape Shape => Sizes is [var channels, var height, var width]
        ? new FieldShape(height, width, channels) : FieldShape.Flat(Sizes[0]);
}
