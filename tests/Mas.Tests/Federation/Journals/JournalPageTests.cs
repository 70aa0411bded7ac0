using System.Text.Json;
using Mas.Federation.Journals;

namespace Mas.Tests.Federation.Journals;

public class JournalPageTests
{
    private static readonly string[] _free =
        ["options", "losses", "trainLoss", "measured", "outputs", "sums", "tasks", "gains", "byTask", "labelled"];

    private static readonly string _page = File.ReadAllText(Path.Combine(Repository(), "docs", "reference", "journal.md"));

    [Fact]
    public void ThePageHasEveryEventAndEveryField()
    {
        var common = _page[..Heading("run-started")];
        foreach (var happened in JournalExamples.All)
        {
            using var json = JsonDocument.Parse(JsonSerializer.Serialize(happened, JournalJson.Default.JournalEvent));
            var begin = Heading(json.RootElement.GetProperty("event").GetString()!);
            var end = _page.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
            AssertFields(json.RootElement, common + _page[begin..(end < 0 ? _page.Length : end)]);
        }
    }

    [Fact]
    public void ThePageHasNoFieldThatIsNotWritten()
    {
        var written = JournalExamples.All
            .Select(happened => JsonSerializer.Serialize(happened, JournalJson.Default.JournalEvent)).ToList();
        var fields = _page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);
        Assert.All(fields, field => Assert.Contains(written, line => line.Contains($"\"{field}\":", StringComparison.Ordinal)));
    }

    private static void AssertFields(JsonElement element, string section)
    {
        foreach (var property in element.EnumerateObject())
        {
            Assert.Contains($"| `{property.Name}` |", section, StringComparison.Ordinal);
            if (_free.Contains(property.Name))
            {
                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                AssertFields(property.Value, section);
            }

            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var entry in property.Value.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object))
                {
                    AssertFields(entry, section);
                }
            }
        }
    }

    private static int Heading(string kind)
    {
        var at = _page.IndexOf($"\n## {kind}\n", StringComparison.Ordinal);
        Assert.True(at >= 0, $"docs/reference/journal.md has no heading '{kind}'.");
        return at;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Mas.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Mas.slnx is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
