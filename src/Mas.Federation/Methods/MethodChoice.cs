using System.Globalization;
using Mas.Federation.Grouping;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Federation.Methods;

/// <summary>
/// A method as it stands in a list of several: <c>one-by-one</c>, <c>tag-3</c> (three groups),
/// <c>merge-and-split-2:inherit=none</c> (with an option of its own, where the others keep the common one).
/// Immutable.
/// </summary>
public sealed class MethodChoice
{
    // Every method reads it, and may have it of its own.
    private const string FreezeNormsAfter = "freeze-norms-after";

    // A number of groups stands behind the method's name, and a budget goes with that.
    private static readonly string[] _inTheName = ["groups", "budget"];

    private readonly Method _method;
    private readonly int? _groups;
    private readonly IReadOnlyList<(OptionDefinition Option, object? Value)> _options;

    private MethodChoice(
        string name, Method method, int? groups, IReadOnlyList<(OptionDefinition Option, object? Value)> options)
    {
        (Name, _method, _groups, _options) = (name, method, groups, options);
    }

    /// <summary>The options a method of a list may have of its own, behind colons.</summary>
    /// <param name="methods">The methods there are.</param>
    public static IReadOnlyList<string> OwnOptions(MethodCatalogue methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        return
        [
            .. methods.Methods.SelectMany(method => method.Reads).Append(FreezeNormsAfter).Distinct()
                .Except(_inTheName),
        ];
    }

    /// <summary>The choice as it was written.</summary>
    public string Name { get; }

    /// <summary>The name as part of a path: <c>merge-and-split-2-inherit-none</c>.</summary>
    public string FileName => Name.Replace(':', '-').Replace('=', '-');

    /// <summary>Reads a list with commas between the methods.</summary>
    /// <param name="option">The option it was given with, for what is said of faults.</param>
    /// <param name="list">The list.</param>
    /// <param name="methods">The methods there are; null = those of the house.</param>
    /// <exception cref="InputException">
    /// A method or option is unknown or listed twice; every fault is named.
    /// </exception>
    public static IReadOnlyList<MethodChoice> List(string option, string list, MethodCatalogue? methods = null)
    {
        var (choices, faults) = (new List<MethodChoice>(), new List<string>());
        foreach (var text in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Fault(methods ?? MethodCatalogue.Standard, text, out var choice) is { } fault)
            {
                faults.Add($"{option}: {fault}");
            }
            else if (choices.Any(other => other.FileName == choice!.FileName))
            {
                faults.Add($"{option}: {text} is listed more than once; expected each method once.");
            }
            else
            {
                choices.Add(choice!);
            }
        }

        return faults.Count == 0 ? choices : throw new InputException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>
    /// The options of a run by this method: the common ones but for its own. A method that does not choose by affinity
    /// measures none, so that its costs are its own.
    /// </summary>
    public RunOptions Of(RunOptions common)
    {
        var options = common with
        {
            Method = _method.Name,
            Groups = _groups ?? common.Groups,
            Budget = _groups is null ? common.Budget : 0,
            ProbeEvery = _method.ReadsAffinity ? common.ProbeEvery : 0,
        };
        return RunTable.Standard.With(options, _options);
    }

    private static string? Fault(MethodCatalogue methods, string text, out MethodChoice? choice)
    {
        choice = null;
        var parts = text.Split(':');
        if (Named(methods, parts[0]) is not var (method, groups))
        {
            return $"'{parts[0]}' is not a method; expected one of {string.Join(", ", methods.Names)}, those that "
                + "make groups with their number, as in tag-3.";
        }

        var options = new List<(OptionDefinition, object?)>();
        foreach (var part in parts.Skip(1))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            if (!OwnOptions(methods).Contains(name) || RunTable.Standard.Find(name) is not { } option)
            {
                return $"{text}: '{name}' is not an option of a method; expected one of "
                    + $"{string.Join(", ", OwnOptions(methods))}, as in merge-and-split-2:inherit=none.";
            }

            if (name != FreezeNormsAfter && !method.Reads.Contains(name))
            {
                return $"{text}: {method.Name} does not read {name}.";
            }

            if (!option.Form.TryRead(value, out var read))
            {
                return $"{text}: {ValueFault.Of(name, $"'{value}'", option.Form.Expected)}";
            }

            options.Add((option, read));
        }

        choice = new MethodChoice(text, method, groups, options);
        return null;
    }

    private static (Method Method, int? Groups)? Named(MethodCatalogue methods, string text)
    {
        if (methods.Find(text) is { } plain)
        {
            return (plain, null);
        }

        var dash = text.LastIndexOf('-');
        return dash > 0 && methods.Find(text[..dash]) is { Groups: not GroupKind.None } method
            && int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var groups)
            ? (method, groups)
            : null;
    }
}
