using System.Text.RegularExpressions;

namespace Mas.Tests.House;

/// <summary>One command that a page shows.</summary>
/// <param name="Page">The page's path from the root.</param>
/// <param name="Words">The command's words, without variables set before it, comments, pipes and redirections.</param>
/// <param name="IsWhole">Whether it is to be typed as it is, and not named in passing.</param>
internal sealed partial record ShellCommand(string Page, string[] Words, bool IsWhole)
{
    /// <summary>What stands behind <c>mas</c>, or null where the command is another one.</summary>
    internal string[]? Mas => Words switch
    {
        ["mas", .. var arguments] => arguments,
        ["dotnet", "run", ..] when Project == "src/Mas.Cli" && Array.IndexOf(Words, "--") is > 0 and var dashes =>
            Words[(dashes + 1)..],
        _ => null,
    };

    /// <summary>The project that <c>dotnet</c> builds or runs, or null where none is named.</summary>
    internal string? Project => this["--project"];

    /// <summary>The script of the repository that is run, by its path from the root, or null.</summary>
    internal string? Script => Words.FirstOrDefault(word => word.StartsWith("bench/", StringComparison.Ordinal)
        && File.Exists(Path.Combine(Repository.Root, word)));

    /// <summary>The value of an option such as <c>--filter</c>, or null.</summary>
    internal string? this[string option] =>
        Array.IndexOf(Words, option) is >= 0 and var index && index + 1 < Words.Length ? Words[index + 1] : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Page}: {string.Join(' ', Words)}";

    /// <summary>The commands of a page: the lines of its <c>sh</c> blocks, and what it says in passing.</summary>
    internal static IEnumerable<ShellCommand> Of(string page)
    {
        var text = Repository.Text(page);
        var lines = Block().Matches(text)
            .SelectMany(block => block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => (line, isWhole: true))
            .Concat(Passing().Matches(Block().Replace(text, "")).Select(span => (span.Groups[1].Value, false)));
        foreach (var (line, isWhole) in lines)
        {
            var words = Word().Matches(Rest().Replace(line, "")).Select(word => word.Value.Trim('"', '\''))
                .SkipWhile(word => word == "$" || Assignment().IsMatch(word)).ToArray();
            if (words.Length > 0)
            {
                yield return new(page, words, isWhole);
            }
        }
    }

    [GeneratedRegex(@"^ *```(?:sh|bash|console)\n([\s\S]*?)^ *```", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`((?:[A-Z_]+=\S+ )?(?:mas|dotnet (?:run|test|build)) [^`]+)`")]
    private static partial Regex Passing();

    [GeneratedRegex(@"(?:^|\s)(?:#|\||>).*")]
    private static partial Regex Rest();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Za-z_]+=")]
    private static partial Regex Assignment();
}
