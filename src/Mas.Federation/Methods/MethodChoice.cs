using System.Globalization;
using Mas.Federation.Grouping;
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
    private static readonly Dictionary<string, Func<RunOptions, string, RunOptions>> _own = new()
    {
        ["split"] = (options, value) => options with { Split = value },
        ["inherit"] = (options, value) => options with { Inherit = value },
        ["merge-rounds"] = (options, value) => options with { MergeRounds = Whole(value) },
        [FreezeNormsAfter] = (options, value) => options with { FreezeNormsAfter = Whole(value) },
        ["mu"] = (options, value) => options with { Mu = Real(value) },
        ["alpha"] = (options, value) => options with { Alpha = Real(value) },
        ["affinity"] = (options, value) => options with { Affinity = value },
        ["affinity-mean"] = (options, value) => options with { AffinityMean = value },
        ["probe-stop"] = (options, value) => options with { ProbeStop = Whole(value) },
        ["probe-every"] = (options, value) => options with { ProbeEvery = Whole(value) },
        ["probe-rounds"] = (options, value) => options with { ProbeRounds = Whole(value) },
    };

    // What all methods read.
    private const string FreezeNormsAfter = "freeze-norms-after";

    private readonly Method _method;
    private readonly int? _groups;
    private readonly IReadOnlyList<(string Option, string Value)> _options;

    private MethodChoice(
        string name, Method method, int? groups, IReadOnlyList<(string Option, string Value)> options)
    {
        (Name, _method, _groups, _options) = (name, method, groups, options);
    }

    /// <summary>The options a method of a list may have of its own, behind colons.</summary>
    public static IReadOnlyList<string> OwnOptions { get; } = [.. _own.Keys];

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
        return _options.Aggregate(options, (sum, own) => _own[own.Option](sum, own.Value));
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

        var options = new List<(string, string)>();
        foreach (var part in parts.Skip(1))
        {
            var (option, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            if (!_own.TryGetValue(option, out var own))
            {
                return $"{text}: '{option}' is not an option of a method; expected one of "
                    + $"{string.Join(", ", OwnOptions)}, "
                    + "as in merge-and-split-2:inherit=none.";
            }

            if (option != FreezeNormsAfter && !method.Reads.Contains(option))
            {
                return $"{text}: {method.Name} does not read {option}.";
            }

            try
            {
                own(new RunOptions(), value);
            }
            catch (Exception fault) when (fault is FormatException or OverflowException)
            {
                return $"{text}: {ValueFault.Of(option, $"'{value}'", "a number")}";
            }

            options.Add((option, value));
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

    private static int Whole(string value) =>
        int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Real(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
}
