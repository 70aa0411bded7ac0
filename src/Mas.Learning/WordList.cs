namespace Mas.Learning;

/// <summary>Words joined as in a sentence: <c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
public static class WordList
{
    /// <summary>The words, joined; <c>nothing</c> where there are none.</summary>
    public static string Of(IReadOnlyList<string> words) => words switch
    {
        [] => "nothing",
        [var only] => only,
        _ => $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}",
    };
}
