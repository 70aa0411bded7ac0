namespace Mas.Cli.Configuration;

/// <summary>A mapping, in which each key is listed once.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Entries">Its entries, in the order of the file.</param>
internal sealed record YamlMapping(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line);
