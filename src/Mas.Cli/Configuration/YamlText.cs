namespace Mas.Cli.Configuration;

/// <summary>A single value. Whether it is a number, a word or true and false, its option says.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Text">The value without quotes; null where the file says null.</param>
internal sealed record YamlText(int Line, string? Text) : YamlNode(Line);
