namespace Mas.Cli.Configuration;

/// <summary>A list.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Items">Its items, in the order of the file.</param>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);
