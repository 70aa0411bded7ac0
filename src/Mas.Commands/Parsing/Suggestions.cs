using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mas.Commands.Parsing;

/// <summary>
/// What a shell's completion asks for, in the way of System.CommandLine: the words that could stand at a place of a line.
/// The command line is <c>[suggest:PLACE] LINE</c>.
/// </summary>
/// <param name="Line">The line, without the program's name.</param>
/// <param name="Place">Where in the line the cursor is, from 0.</param>
internal sealed partial record Suggestions(string Line, int Place)
{
    /// <summary>What a command line asks for; null where it does not ask for suggestions.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    public static Suggestions? Read(string[] arguments) =>
        arguments is [var first, var line] && Asked().Match(first) is { Success: true } asked
            && int.TryParse(asked.Groups[1].Value, CultureInfo.InvariantCulture, out var place)
            ? new(line, Math.Min(place, line.Length)) : null;

    /// <summary>Writes the words, one per line.</summary>
    /// <param name="root">The program's command.</param>
    /// <param name="output">Takes them.</param>
    public void Write(Command root, TextWriter output)
    {
        foreach (var found in root.Parse(Line).GetCompletions(Place))
        {
            output.WriteLine(found.Label);
        }
    }

    [GeneratedRegex(@"^\[suggest:(\d{1,6})\]$")]
    private static partial Regex Asked();
}
