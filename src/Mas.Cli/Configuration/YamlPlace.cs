using Mas.Learning;

namespace Mas.Cli.Configuration;

/// <summary>How sentences name what a configuration file says.</summary>
/// <param name="path">The file, as it was named.</param>
internal sealed class YamlPlace(string path)
{
    /// <summary>The file.</summary>
    public string File => PlainText.Of(path);

    /// <summary>A line: <c>mas.yaml, line 7,</c> as the subject of a sentence.</summary>
    public string Line(int line) => $"{File}, line {line},";

    /// <summary>A key or value: <c>rounds (mas.yaml, line 7)</c>.</summary>
    public string Of(string name, int line) => $"{PlainText.Of(name)} ({File}, line {line})";
}
