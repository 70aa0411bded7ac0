using Mas.Federation.Comparisons;
using Mas.Learning;

namespace Mas.Tests.Federation.Comparisons;

public sealed class ComparisonFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AnUnknownOptionOfTheRunsIsRefusedByItsPath()
    {
        _folder.Write(
            "c/comparison.json", """{ "methods": ["one-by-one"], "seed": 2, "run": { "merge_rounds": 3 } }""");

        var refused = Assert.Throws<InputException>(() => ComparisonFolder.Open(_folder["c"], TestCatalogue.Runs));

        Assert.Equal(
            [
                $"{_folder["c/comparison.json"]}: seed is unknown; did you mean seeds?",
                $"{_folder["c/comparison.json"]}: run.merge_rounds is unknown; did you mean mergeRounds?",
            ],
            refused.Message.Split(Environment.NewLine));
    }

    public void Dispose() => _folder.Dispose();
}
