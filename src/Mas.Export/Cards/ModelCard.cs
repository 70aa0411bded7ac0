using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Export.Cards;

/// <summary>
/// What another program must know of a model: where it comes from, how an example becomes its input, and what its
/// outputs mean. It is the metadata of every exported file; docs/guide/export.md lists it.
/// </summary>
/// <param name="Origin">Where the model comes from.</param>
/// <param name="Input">Its input.</param>
/// <param name="Tasks">Its tasks, in the order of the outputs.</param>
public sealed record ModelCard(CardOrigin Origin, CardInput Input, IReadOnlyList<CardTask> Tasks)
{
    private const string OriginName = "mas.origin";
    private const string InputName = "mas.input";
    private const string TasksName = "mas.tasks";

    /// <summary>The card of a model.</summary>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="description">What it is.</param>
    /// <param name="meaning">What the numbers of the data mean.</param>
    public static ModelCard Of(CardOrigin origin, ModelDescription description, DataMeaning meaning)
    {
        ArgumentNullException.ThrowIfNull(description);
        CardTask[] tasks = [.. description.Tasks.Select(task => CardTask.Of(task, meaning))];
        return new ModelCard(origin, CardInput.Of(description, tasks, meaning), tasks);
    }

    /// <summary>The card as texts by name, each JSON.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => new Dictionary<string, string>
    {
        [OriginName] = JsonSerializer.Serialize(Origin, CardJson.Default.CardOrigin),
        [InputName] = JsonSerializer.Serialize(Input, CardJson.Default.CardInput),
        [TasksName] = JsonSerializer.Serialize(Tasks, CardJson.Default.IReadOnlyListCardTask),
    };

    /// <summary>Reads <see cref="ToMetadata"/>.</summary>
    /// <param name="metadata">The texts, and perhaps others.</param>
    /// <param name="path">The file they are from, for messages.</param>
    /// <exception cref="InputException">A text is missing or is not what it should be.</exception>
    public static ModelCard FromMetadata(IReadOnlyDictionary<string, string> metadata, string path)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new ModelCard(
            Read(OriginName, CardJson.Default.CardOrigin), Read(InputName, CardJson.Default.CardInput),
            Read(TasksName, CardJson.Default.IReadOnlyListCardTask));

        T Read<T>(string name, JsonTypeInfo<T> type)
            where T : class
        {
            try
            {
                return metadata.TryGetValue(name, out var text) && JsonSerializer.Deserialize(text, type) is { } read
                    ? read
                    : throw new InputException(
                        $"{path} has no metadata '{name}'; expected a model that mas export has written.");
            }
            catch (JsonException fault)
            {
                throw new InputException($"{path}: the metadata '{name}' cannot be read: {fault.Message}", fault);
            }
        }
    }
}
