using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>
/// Neighbouring channels of a row that mark the categories of one column, which a model replaces by a vector that it
/// learns for each of them.
/// </summary>
/// <param name="First">The first of the channels, counted from 0.</param>
/// <param name="Categories">The channels, at least 1.</param>
/// <param name="Width">Elements of a vector, 1 to <see cref="MostWidth"/>.</param>
public sealed record ChannelEmbedding(int First, int Categories, int Width)
{
    /// <summary>The most elements of a vector.</summary>
    public const int MostWidth = 1024;

    /// <summary>The shape of a row once the vectors are in the place of the channels.</summary>
    /// <param name="input">The shape before.</param>
    /// <param name="embeddings">The embeddings; none may be left out.</param>
    public static FieldShape Embedded(FieldShape input, IReadOnlyList<ChannelEmbedding> embeddings) => input with
    {
        Channels = input.Channels + embeddings.Sum(embedding => embedding.Width - embedding.Categories),
    };

    /// <summary>What is wrong with embeddings that came from elsewhere; empty where an input can have them.</summary>
    /// <param name="what">What the sentence calls them: <c>settings.embeddings</c>.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="embeddings">The embeddings.</param>
    public static IEnumerable<string> Faults(string what, FieldShape input, IReadOnlyList<ChannelEmbedding> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        long end = 0;
        foreach (var embedding in embeddings)
        {
            if (embedding is not { First: >= 0, Categories: > 0, Width: > 0 and <= MostWidth } || embedding.First < end)
            {
                return [$"{what} must be in the order of their channels without overlap, each of 1 or more categories "
                    + $"and 1 to {MostWidth} elements."];
            }

            end = (long)embedding.First + embedding.Categories;
        }

        return end <= input.Channels && (end == 0 || input.IsFlat) ? []
            : [$"{what} must be of the channels of a row, (1, 1, columns); the input is {input}."];
    }
}
