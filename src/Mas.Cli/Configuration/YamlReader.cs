using System.Text.RegularExpressions;
using Mas.Learning;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mas.Cli.Configuration;

/// <summary>
/// Reads the YAML of a configuration file, with the line of everything it says. It is strict: a key that is listed
/// twice is a fault, and so is what options have no use for, such as tags and a second document.
/// </summary>
internal sealed partial class YamlReader
{
    // Rows of methods have options: a mapping in a list in the file's own mapping. Deeper nesting is refused before it
    // is read, because the parser takes a time that grows with the square of the depth.
    private const int Deepest = 4;

    private const string Example = "options, one per line, such as rounds: 40";

    private readonly YamlPlace _place;
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode> _anchors = [];
    private readonly List<string> _faults = [];

    private YamlReader(YamlPlace place, string text) =>
        (_place, _parser) = (place, new Parser(new StringReader(text)));

    /// <summary>Reads the text of a file.</summary>
    /// <param name="place">How sentences name the file.</param>
    /// <param name="text">The text.</param>
    /// <param name="faults">What is wrong with its form, a sentence each, in the order of the file.</param>
    /// <returns>What it says; empty where it cannot be read.</returns>
    public static YamlMapping Read(YamlPlace place, string text, out IReadOnlyList<string> faults)
    {
        var nothing = new YamlMapping(1, []);
        faults = [.. LineFaults(place, text)];
        if (faults.Count > 0)
        {
            return nothing;
        }

        var reader = new YamlReader(place, text);
        try
        {
            var said = reader.Document() ?? nothing;
            faults = reader._faults;
            return said;
        }
        catch (YamlException fault)
        {
            var (line, column) = (fault.Start.Line, fault.Start.Column);
            faults =
            [
                .. reader._faults,
                $"{place.File}, line {line}, column {column}, is not YAML: {Uncapitalised(fault.Message)}",
            ];
        }
        catch (InputException fault)
        {
            faults = [.. reader._faults, fault.Message];
        }
        catch (InvalidOperationException)
        {
            // The parser says no more where a list in brackets is not closed before the next key.
            faults = [.. reader._faults, $"{place.File} is not YAML: a bracket or brace is not closed."];
        }

        return nothing;
    }

    /// <summary>What is wrong with lines by themselves, in plainer words than the parser's.</summary>
    private static IEnumerable<string> LineFaults(YamlPlace place, string text)
    {
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var content = line.TrimEnd('\r');
            if (!PlainText.Is(content.Replace('\t', ' ')))
            {
                yield return $"{place.Line(index + 1)} has a control character; expected plain text.";
            }
            else if (TabBeforeText().IsMatch(content))
            {
                yield return $"{place.Line(index + 1)} is indented with a tab; expected spaces.";
            }
            else if (KeyWithoutSpace().Match(content) is { Success: true } found)
            {
                yield return ValueFault.Of(
                    place.Line(index + 1), $"'{content}'", $"a space after the colon, {found.Result("$1: $2")}");
            }
        }
    }

    private YamlMapping? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            _faults.Add($"{_place.File} is empty; expected {Example}.");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var said = Node(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _faults.Add($"{_place.Line((int)second.Start.Line)} begins a second document; expected one.");
        }

        if (said is YamlMapping mapping)
        {
            return mapping;
        }

        _faults.Add(said switch
        {
            YamlText { Text: null or "" } => $"{_place.File} is empty; expected {Example}.",
            YamlText { Text: { } text } => ValueFault.Of(_place.File, $"'{PlainText.Of(text)}'", Example),
            _ => ValueFault.Of(_place.File, "a list", Example),
        });
        return null;
    }

    private YamlNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Anchored(alias);
        }

        var begin = _parser.Require<NodeEvent>();
        var line = (int)begin.Start.Line;
        if (!begin.Tag.IsEmpty && !begin.Tag.IsNonSpecific)
        {
            _faults.Add($"{_place.Of(begin.Tag.Value, line)} is a tag; expected none.");
        }

        YamlNode node;
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "~" or "null" or "Null" or "NULL";
            node = new YamlText(line, isNull ? null : scalar.Value);
        }
        else
        {
            if (depth == Deepest)
            {
                throw new InputException($"{_place.Line(line)} is nested too deeply; expected {Example}.");
            }

            node = _parser.TryConsume<SequenceStart>(out _) ? List(line, depth + 1) : Mapping(line, depth + 1);
        }

        if (!begin.Anchor.IsEmpty)
        {
            _anchors[begin.Anchor.Value] = node;
        }

        return node;
    }

    private YamlList List(int line, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth));
        }

        return new YamlList(line, items);
    }

    private YamlMapping Mapping(int line, int depth)
    {
        var entries = new List<YamlEntry>();
        _parser.Consume<MappingStart>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var (key, value) = (Node(depth), Node(depth));
            if (key is not YamlText { Text: { Length: > 0 } name })
            {
                _faults.Add($"{_place.Line(key.Line)} has a key that is not a name; expected {Example}.");
            }
            else if (entries.Find(entry => entry.Key == name) is { } first)
            {
                _faults.Add($"{_place.Of(name, key.Line)} is listed more than once, first in line {first.Line}.");
            }
            else
            {
                entries.Add(new YamlEntry(name, key.Line, value));
            }
        }

        return new YamlMapping(line, entries);
    }

    private YamlNode Anchored(AnchorAlias alias)
    {
        var (name, line) = (alias.Value.Value, (int)alias.Start.Line);
        if (_anchors.TryGetValue(name, out var node))
        {
            return node;
        }

        _faults.Add($"{_place.Of($"*{name}", line)} is unknown; expected &{name} before it.");
        return new YamlText(line, null);
    }

    private static string Uncapitalised(string message) => char.ToLowerInvariant(message[0]) + message[1..];

    [GeneratedRegex(@"^ *\t\s*[^\s#]")]
    private static partial Regex TabBeforeText();

    [GeneratedRegex(@"^([a-z][a-z-]*):(\S.*)$")]
    private static partial Regex KeyWithoutSpace();
}
