using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Cli.Configuration;

/// <summary>
/// A method in a list of methods: its name, as the command line has it, or a mapping of the method and options of its
/// own.
/// </summary>
internal static class MethodRow
{
    /// <summary>The option whose list has such rows.</summary>
    public const string Option = "--methods";

    private const string Example = "a method, such as tag-3, or its options, such as {method: tag, groups: 3}";

    private static readonly OptionDefinition _method = RunTable.Standard[nameof(RunOptions.Method)];
    private static readonly OptionDefinition _groups = RunTable.Standard[nameof(RunOptions.Groups)];

    /// <summary>The row as the command line has it: <c>merge-and-split-2:inherit=none</c>.</summary>
    /// <param name="place">How sentences name the file.</param>
    /// <param name="row">The row.</param>
    /// <param name="faults">Takes what is wrong with it, a sentence each.</param>
    /// <returns>Null where something is.</returns>
    public static string? Written(YamlPlace place, YamlNode row, List<string> faults)
    {
        var before = faults.Count;
        var written = row switch
        {
            YamlText { Text: { Length: > 0 } text } => text,
            YamlMapping mapping => Written(place, mapping, faults),
            _ => null,
        };
        if (written is null && faults.Count == before)
        {
            faults.Add(ValueFault.Of($"A row of methods ({place.File}, line {row.Line})", "empty", Example));
        }

        if (faults.Count > before)
        {
            return null;
        }

        try
        {
            MethodChoice.List(place.Of("methods", row.Line), written!);
            return written;
        }
        catch (InputException fault)
        {
            faults.AddRange(fault.Message.Split(Environment.NewLine));
            return null;
        }
    }

    private static string? Written(YamlPlace place, YamlMapping row, List<string> faults)
    {
        var own = MethodChoice.OwnOptions(MethodCatalogue.Standard);
        var (method, groups, options) = ("", "", "");
        foreach (var (key, line, value) in row.Entries)
        {
            var name = place.Of(key, line);
            if (key != _method.Name && key != _groups.Name && !own.Contains(key))
            {
                faults.Add(KnownNames.Unknown(name, key, [_method.Name, _groups.Name, .. own]));
            }
            else if (value is not YamlText { Text: { Length: > 0 } text })
            {
                faults.Add(ValueFault.Of(name, "not a single value", RunTable.Standard.Find(key)!.Form.Expected));
            }
            else if (RunTable.Standard.Find(key)!.TextFault(text) is { } fault)
            {
                faults.Add(fault.Sentence(new OptionSpelling(_ => name)));
            }
            else if (key == _method.Name)
            {
                method = text;
            }
            else if (key == _groups.Name)
            {
                groups = $"-{text}";
            }
            else
            {
                options += $":{key}={text}";
            }
        }

        if (method.Length == 0 && faults.Count == 0)
        {
            faults.Add($"A row of methods ({place.File}, line {row.Line}) has no method; expected {Example}.");
        }

        return method + groups + options;
    }
}
