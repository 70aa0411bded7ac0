using System.Text.Json;
using Mas.Federation.Reports.Sections;
using Mas.Federation.Runs;

namespace Mas.Federation.Reports.Comparing;

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
            return;
        html.Table(
            ["method", "what it does"],
            [.. known.Select(row => (IReadOnlyList<string>)[row.Name, RunMethod.Find(row.Method!)?.Summary ?? "–"])],
            textColumns: 2);
        html.Raw("<details><summary>Every option of the runs, as in run.json</summary>");
        html.Table(["option", "value"], Options(methods), textColumns: 2);
        html.Raw("</details>");
        var versions = methods.SelectMany(method => method.Runs).Select(run => run.Story.History.Started?.Version)
            .OfType<string>().Distinct().ToList();
        if (versions.Count > 0)
        {
            html.Paragraph(
                $"Drawn by Mas from the files of the runs, which began with version {TaskWords.Join(versions)}.",
                "soft small");
        }
    }

    /// <summary>Every option with its values, those that runs differ in as such.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> Options(IReadOnlyList<ComparedMethod> methods) =>
    [
        .. methods.SelectMany(method => method.Runs)
            .SelectMany(run => JsonSerializer.SerializeToElement(
                run.Story.Options, RunJson.Default.RunOptions).EnumerateObject())
            .Where(option => option.Name != "out")
            .GroupBy(option => option.Name, option => option.Value.ToString())
            .Select(option => (IReadOnlyList<string>)
                [option.Key, string.Join(", ", option.Distinct().Select(value => value.Length == 0 ? "–" : value))]),
    ];
}
