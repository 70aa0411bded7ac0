namespace Mas.Learning.Examples;

/// <summary>Where a task's labels come from, in a word of the data's owner: <c>human</c>, <c>lidar</c>, <c>teacher-2</c>.</summary>
public static class LabelSource
{
    /// <summary>What such a word consists of, for messages about an invalid one.</summary>
    public const string Rule = "1 to 64 letters, digits, dots, - or _";

    /// <summary>Whether a word can name a source: ASCII, since it also travels in headers.</summary>
    public static bool IsName(string word) =>
        word.Length is > 0 and <= 64 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.".Contains(letter));
}
