namespace Mas.Cli.Configuration;

/// <summary>A value of a configuration file: text, a list or a mapping. Immutable.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
internal abstract record YamlNode(int Line);
