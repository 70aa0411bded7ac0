using System.Globalization;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>
/// A method as it stands in a list of several: <c>one-by-one</c>, <c>tag-3</c> (three groups),
/// <c>merge-and-split-2:inherit=none</c> (with an option of its own, where the others keep the common one).
/// Immutable.
/// </summary>
public sealed class MethodChoice
{
    private static readonly Dictionary<string, Own> _own = new()
    {
        ["split"] = new(IsSplit, (options, value) => options with { Split = value }),
        ["inherit"] = new(IsSplit, (options, value) => options with { Inherit = value }),
        ["merge-rounds"] = new(IsSplit, (options, value) => options with { MergeRounds = Whole(value) }),
        ["freeze-norms-after"] = new(_ => true, (options, value) => options with { FreezeNormsAfter = Whole(value) }),
        ["mu"] = new(method => method.Name == "fedprox", (options, value) => options with { Mu = Real(value) }),
        ["alpha"] = new(method => method.Name == "gradnorm", (options, value) => options with { Alpha = Real(value) }),
        ["affinity"] = new(Probes, (options, value) => options with { Affinity = value }),
        ["affinity-mean"] = new(Probes, (options, value) => options with { AffinityMean = value }),
        ["probe-stop"] = new(Probes, (options, value) => options with { ProbeStop = Whole(value) }),
        ["probe-every"] = new(Probes, (options, value) => options with { ProbeEvery = Whole(value) }),
        ["probe-rounds"] = new(Probes, (options, value) => options with { ProbeRounds = Whole(value) }),
    };

    private readonly RunMethod _method;
    private readonly int? _groups;
    private readonly IReadOnlyList<(string Option, string Value)> _options;

    private MethodChoice(
        string name, RunMethod method, int? groups, IReadOnlyList<(string Option, string Value)> options)
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
    /// <exception cref="InputException">
    /// A method or option is unknown or listed twice; every fault is named.
    /// </exception>
    public static IReadOnlyList<MethodChoice> List(string option, string list)
    {
        var (choices, faults) = (new List<MethodChoice>(), new List<string>());
        foreach (var text in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Fault(text, out var choice) is { } fault)
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
        return _options.Aggregate(options, (sum, own) => _own[own.Option].Set(sum, own.Value));
    }

    private static string? Fault(string text, out MethodChoice? choice)
    {
        choice = null;
        var parts = text.Split(':');
        if (Named(parts[0]) is not var (method, groups))
        {
            return $"'{parts[0]}' is not a method; expected one of {string.Join(", ", RunOptions.Methods)}, those that "
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

            if (!own.IsRead(method))
            {
                return $"{text}: {method.Name} does not read {option}.";
            }

            try
            {
                own.Set(new RunOptions(), value);
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

    private static (RunMethod Method, int? Groups)? Named(string text)
    {
        if (RunMethod.Find(text) is { } plain)
        {
            return (plain, null);
        }

        var dash = text.LastIndexOf('-');
        return dash > 0 && RunMethod.Find(text[..dash]) is { ReadsGroups: true } method
            && int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var groups)
            ? (method, groups)
            : null;
    }

    private static bool IsSplit(RunMethod method) => method.Name == "merge-and-split";

    private static bool Probes(RunMethod method) => method.ReadsAffinity;

    private static int Whole(string value) =>
        int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Real(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>An option a method may have of its own.</summary>
    /// <param name="IsRead">Whether a method reads it.</param>
    /// <param name="Set">The options with its value, read from text.</param>
    private sealed record Own(Func<RunMethod, bool> IsRead, Func<RunOptions, string, RunOptions> Set);
}
