using System.Text.RegularExpressions;

namespace Mas.Tests.House;

/// <summary>One C# file of the repository.</summary>
/// <param name="Path">Its path from the root, with forward slashes.</param>
/// <param name="Text">What it holds.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The text without comments, strings and characters: what the compiler acts upon.</summary>
    internal string Code { get; } = SaysNothing().Replace(Text, match => match.Value[0] == '/' ? " " : "\"\"");

    /// <summary>The lines of the text.</summary>
    internal string[] Lines { get; } = Text.Split('\n');

    /// <summary>The namespace the file declares; empty where it declares none.</summary>
    internal string Namespace => NamespaceLine().Match(Code).Groups[1].Value;

    /// <summary>The namespaces and types it opens with <c>using</c>.</summary>
    internal IEnumerable<string> Usings => UsingLine().Matches(Code).Select(match => match.Groups[1].Value);

    /// <summary>The code without the lines that open namespaces.</summary>
    internal string Body => UsingLine().Replace(Code, "");

    /// <summary>The types it declares outside of any other.</summary>
    internal string[] Types => [.. TypeLine().Matches(Code).Select(match => match.Groups[1].Value)];

    /// <summary>The folder below <c>src</c> or <c>tests</c>, as a namespace.</summary>
    internal string FolderAsNamespace =>
        string.Join('.', Path.Split('/')[1..^1]);

    /// <summary>Whether a word stands in the code.</summary>
    internal bool Mentions(string word) => Regex.IsMatch(Code, $@"\b{Regex.Escape(word)}\b");

    [GeneratedRegex("""
        \"{3}[\s\S]*?\"{3}|(?:@\$?|\$@)"(?:""|[^"])*"|"(?:\\.|[^"\\\n])*"|'(?:\\[^'\n]+|[^'\\\n])'|//.*|/\*[\s\S]*?\*/
        """)]
    private static partial Regex SaysNothing();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|readonly|unsafe|partial|ref) )+"
        + @"(?:class|record struct|record class|record|struct|interface|enum|delegate [\w.<>\[\]?]+) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeLine();
}
