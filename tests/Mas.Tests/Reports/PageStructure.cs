using System.Xml.Linq;

namespace Mas.Tests.Reports;

/// <summary>What every page of a report has, so that it can be read without seeing it.</summary>
internal static class PageStructure
{
    /// <summary>Fails where a landmark, a heading, a name, a caption or the numbers of a figure are missing.</summary>
    public static void AssertReadable(XDocument page)
    {
        var html = page.Root!;
        Assert.Equal("en", (string?)html.Attribute("lang"));
        Assert.False(string.IsNullOrWhiteSpace(html.Element("head")!.Element("title")!.Value));
        Assert.All(
            html.Element("body")!.Elements(),
            element => Assert.Contains(element.Name.LocalName, (string[])["main", "footer"]));
        Assert.Single(page.Descendants("main"));
        Assert.Single(page.Descendants("h1"));
        AssertHeadingsGoDownByOne(
            [.. page.Descendants().Where(IsHeading).Select(heading => heading.Name.LocalName[1] - '0')]);

        Assert.All(page.Descendants("figure"), figure => Assert.False(
            string.IsNullOrWhiteSpace(figure.Element("figcaption")?.Value)));

        // What is hidden from a screen reader is decoration, such as the color beside a class's name.
        var drawings = page.Descendants("svg").Where(svg => svg.Attribute("aria-hidden") is null).ToList();
        Assert.All(drawings, svg => Assert.Equal("title", svg.Elements().First().Name.LocalName));
        Assert.All(
            page.Descendants("figure").Where(figure => drawings.Any(svg => svg.Ancestors().Contains(figure))), figure =>
            Assert.True(
                drawings.Where(svg => svg.Ancestors().Contains(figure))
                    .All(svg => svg.Value.Contains("Nothing ") || svg.Value.Contains("yet."))
                || figure.Parent!.Elements("details").Descendants("table").Any()));

        var tables = page.Descendants("table").ToList();
        Assert.All(tables, table => AssertScrolls(table.Parent!));
        Assert.Equal(
            tables.Count, tables.Select(table => (string)table.Parent!.Attribute("aria-label")!).Distinct().Count());
        Assert.All(page.Descendants("th"), heading => Assert.False(string.IsNullOrWhiteSpace(heading.Value)));
        Assert.All(page.Descendants("tr"), row => Assert.Equal("th", row.Elements().First().Name.LocalName));
    }

    private static void AssertScrolls(XElement region)
    {
        Assert.Equal("region", (string?)region.Attribute("role"));
        Assert.Equal("0", (string?)region.Attribute("tabindex"));
        Assert.False(string.IsNullOrWhiteSpace((string?)region.Attribute("aria-label")));
        Assert.Equal("hint", (string?)region.ElementsAfterSelf("p").Single().Attribute("class"));
    }

    private static void AssertHeadingsGoDownByOne(IReadOnlyList<int> levels) =>
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));

    private static bool IsHeading(XElement element) => element.Name.LocalName is "h1" or "h2" or "h3" or "h4";
}
