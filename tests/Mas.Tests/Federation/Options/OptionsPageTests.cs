using System.Text;
using Mas.Federation.Catalogues;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Tests.House;

namespace Mas.Tests.Federation.Options;

/// <summary>The page of the docs that lists the options is written from their table.</summary>
public class OptionsPageTests
{
    private static readonly string _path = Path.Combine(Repository.Root, "docs", "reference", "options.md");

    [Fact]
    public void ThePageListsTheTable()
    {
        var page = Page();
        if (Environment.GetEnvironmentVariable("MAS_WRITE_DOCS") is not null)
            File.WriteAllText(_path, page);

        Assert.Equal(page, File.ReadAllText(_path));
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Options of a run

            Options of `mas run`, and of every verb that takes them. In `run.json`, recipes and comparisons the same options
            have the names in the second column; a recipe (`mas submit`) has those marked so. A test writes this page from
            the table of options, `src/Mas.Federation/Runs/RunOptions.cs`.

            """);
        foreach (var (heading, options) in RunCatalogue.Standard.Table().Sections)
        {
            page.Append($"\n## {heading}\n\n| option | in JSON | default | recipe | what it is |\n|---|---|---|---|---|\n");
            foreach (var option in options)
                page.Append(Row(option));
        }

        return page.ToString();
    }

    private static string Row(OptionDefinition option)
    {
        var standard = option.DefaultWords ?? $"`{option.Form.Text(option.Default)}`";
        var help = option.Help.Replace("\n- ", "<br>", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
        return $"| `--{option.Name}` | `{option.JsonName}` | {standard} | {(option.IsInRecipes ? "yes" : "no")} | {help} |\n";
    }
}
