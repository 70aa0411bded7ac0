using System.Text;

namespace Mas.Commands.Parsing;

/// <summary>Text in lines that fit. The text's own lines are kept, and those of a list hang below their dash.</summary>
internal static class WrappedText
{
    private const int Hang = 2;

    /// <summary>The lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns of a line; a longer word has a line of its own.</param>
    /// <param name="indent">By how much the lines after the first are indented.</param>
    public static IEnumerable<string> Lines(string text, int width, int indent = 0)
    {
        foreach (var (index, own) in text.Split('\n').Index())
        {
            var margin = new string(' ', index == 0 ? 0 : indent);
            var hang = new string(' ', indent + (own.StartsWith("- ", StringComparison.Ordinal) ? Hang : 0));
            var line = new StringBuilder(margin);
            var isFirst = true;
            foreach (var word in own.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!isFirst && line.Length + 1 + word.Length > width)
                {
                    yield return line.ToString();
                    line.Clear().Append(hang);
                    isFirst = true;
                }

                line.Append(isFirst ? "" : " ").Append(word);
                isFirst = false;
            }

            yield return line.ToString();
        }
    }
}
