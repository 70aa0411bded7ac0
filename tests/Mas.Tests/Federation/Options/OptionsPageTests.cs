using System.Text;
using Mas.Federation.Options;
using Mas.Tests.House;

namespace Mas.Tests.Federation.Options;

/// <summary>The page of the docs that lists the options is written from their table.</summary>
public class OptionsPageTests
{
    [Fact]
    public void ThePageListsTheTable() => WrittenPage.Check("docs/reference/options.md", Page());

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Options of a run

            Options of `mas run`, and of every verb that takes them. In `run.json` and recipes they have the names in the
            second column; a recipe (`mas submit`) may state those marked so. A test writes this page from the table of
            options, `src/Mas.Federation/Runs/RunOptions.cs`.

            """);
        foreach (var section in TestCatalogue.Runs.Table().Sections)
        {
            page.Append($"\n## {section.Key}\n\n");
            page.Append("| option | in JSON | default | recipe | what it is |\n|---|---|---|---|---|\n");
            foreach (var option in section)
            {
                page.Append(Row(option));
            }
        }

        return page.ToString();
    }

    private static string Row(OptionDefinition option)
    {
        var standard = option.DefaultWords ?? $"`{option.Form.Text(option.Default)}`";
        var recipe = option.IsInRecipes ? "yes" : "no";
        var help = option.Help.Replace("\n- ", "<br>", StringComparison.Ordinal);
        return $"| `--{option.Name}` | `{option.JsonName}` | {standard} | {recipe} | {help} |\n";
    }
}
