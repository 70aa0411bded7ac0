using Mas.Learning;
using Mas.Reports.Sections;
using Mas.Reports.Tables;

namespace Mas.Reports.Comparing;

/// <summary>How a comparison was run: the command, what each method does, and the options.</summary>
internal static class ComparisonSettings
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html html, ComparisonTable table, IReadOnlyList<ComparedMethod> methods)
    {
        html.Element("h2", "How it was run");
        html.Element("code", table.Command);
        var known = table.Methods.Where(row => row.Method is not null).ToList();
        if (known.Count == 0)
        {
            return;
        }

        html.Table(
            new(
                ["method", "what it does"],
                [.. known.Select(row =>
                    (IReadOnlyList<TextCell>)[row.Name, SummaryOf(methods, row)])],
                TextColumns: 2),
            "The methods");
        html.Raw("<details><summary>Every option of the runs, as in run.json</summary>");
        html.Table(new(["option", "value"], Options(methods), TextColumns: 2), "All options");
        html.Raw("</details>");
    }

    private static string SummaryOf(IReadOnlyList<ComparedMethod> methods, ComparisonRow row) =>
        methods.SelectMany(method => method.Runs).Select(run => run.Story.Method)
            .First(method => method.Name == row.Method).Summary;

    /// <summary>What the page was drawn by, or null where no run is finished.</summary>
    public static string? Foot(IReadOnlyList<ComparedMethod> methods)
    {
        var versions = methods.SelectMany(method => method.Runs).Select(run => run.Story.History.Started?.Version)
            .OfType<string>().Distinct().ToList();
        return versions.Count == 0 ? null
            : $"Drawn by Mas from the files of the runs, which began with version {WordList.Of(versions)}.";
    }

    /// <summary>Every option with its values, those that runs differ in as such.</summary>
    private static IReadOnlyList<IReadOnlyList<TextCell>> Options(IReadOnlyList<ComparedMethod> methods) =>
    [
        .. methods.SelectMany(method => method.Runs)
            .SelectMany(run => run.Story.Options.ToJson().EnumerateObject())
            .Where(option => option.Name != "out")
            .GroupBy(option => option.Name, option => option.Value.ToString())
            .Select(option => (IReadOnlyList<TextCell>)
                [option.Key, string.Join(", ", option.Distinct().Select(value => value.Length == 0 ? "–" : value))]),
    ];
}
