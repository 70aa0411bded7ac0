using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports.Stories;

namespace Mas.Reports.Words;

/// <summary>What a run starts from, in words.</summary>
public static class StartWords
{
    /// <summary>What a run takes of given weights, and what is drawn from its seed.</summary>
    /// <param name="start">The weights.</param>
    /// <param name="words">The tasks in words.</param>
    public static string Sentence(StartingWeights start, TaskWords words)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(words);
        string[] taken =
        [
            start.DrawnEncoder is [] ? "the encoder" : "a part of the encoder", .. Decoders(start.Decoders, words),
        ];
        string[] drawn =
        [
            .. start.DrawnEncoder is [var first, ..] lacking
                ? [$"{Plural.Of(lacking.Count, "tensor")} of the encoder, such as {first}"] : Array.Empty<string>(),
            .. Decoders(start.DrawnDecoders, words),
        ];
        return $"Training starts from {start.File}, with {WordList.Of(taken)}"
            + (drawn.Length == 0 ? "." : $"; drawn from the seed: {WordList.Of(drawn)}.");
    }

    /// <summary>How tables call the model before the first round.</summary>
    /// <param name="options">The run's options.</param>
    public static string Before(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Start is null ? "untrained" : "at the start";
    }

    private static string[] Decoders(IReadOnlyList<string> tasks, TaskWords words) =>
        tasks.Count == 0 ? [] : [$"the {(tasks.Count == 1 ? "decoder" : "decoders")} of {words.Names(tasks)}"];
}
