using System.Globalization;

namespace Mas.Cli.Showing;

/// <summary>
/// A text that changes: on an interactive terminal it is redrawn in place, no taller than the terminal; elsewhere each
/// version follows the last.
/// </summary>
/// <param name="terminal">Where to show it.</param>
internal sealed class RedrawnText(Terminal terminal)
{
    private const string HomeAndClear = "\u001b[H\u001b[2J";

    /// <summary>Shows it.</summary>
    internal void Show(string text)
    {
        terminal.Out.WriteLine(terminal.Watched ? HomeAndClear + Cut(text) : text);
        terminal.Out.Flush();
    }

    /// <summary>As many lines as fit above the cursor, and how many do not.</summary>
    private string Cut(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < terminal.Height)
        {
            return text;
        }

        var shown = Math.Max(1, terminal.Height - 2);
        return string.Join('\n', lines.Take(shown)) + string.Create(
            CultureInfo.InvariantCulture, $"\n{lines.Length - shown} more lines; without --watch all are shown.");
    }
}
