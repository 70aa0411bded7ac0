using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class ExclusionTests : IDisposable
{
    private readonly TinySet _files = TinySet.Create(buildings: 3);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void ExcludedViewsAndBuildingsAreLeftOutAndCounted()
    {
        File.WriteAllText(_files.PathOf("normal", "a", 1), "damaged");
        File.Delete(_files.PathOf("rgb", "b", 2));
        Directory.Delete(Path.Combine(_files.Root, "normal", "c"), recursive: true);
        Exclude("a/point_0_view_1", "b/point_1_view_0", "c");

        using var set = _files.Open("n");

        Assert.Equal(["a", "b"], set.Buildings.Select(building => building.Name));
        Assert.All(set.Buildings, building => Assert.Equal(5, Enum.GetValues<Split>().Sum(building.Count)));
        Assert.Equal(8, set.ExcludedExamples);
        Assert.Contains("dataset.json excludes 8 views.", set.Notes);
        var inspection = DatasetInspection.Inspect(_files.Root, 16, threads: 1);
        Assert.Equal((0, 8), (inspection.Faults.Count, inspection.ExcludedViews));
        Assert.Equal(
            ["a", "b"], BuildingSummary.List(_files.Root, TinySet.Tasks("n")).Select(building => building.Name));
    }

    [Theory]
    [InlineData("a/point_77_view_0")]
    [InlineData("d/point_0_view_0")]
    [InlineData("d")]
    public void AnExclusionThatNamesNothingIsAFault(string name)
    {
        Exclude(name);
        Assert.Equal(
            $"dataset.json excludes '{name}', which does not exist; remove it from exclude.",
            Assert.Throws<InputException>(() => _files.Open("n")).Message);
    }

    [Fact]
    public void AnExclusionMayNameAViewThatOnlyAnotherTasksMapHas()
    {
        foreach (var folder in new[] { "rgb", "normal" })
        {
            File.Delete(_files.PathOf(folder, "a", 0));
        }

        Exclude("a/point_0_view_0");

        using var set = _files.Open("n");

        Assert.Equal(["a", "b", "c"], set.Buildings.Select(building => building.Name));
    }

    [Fact]
    public void AHeldOutViewMayBeExcluded()
    {
        File.WriteAllText(
            Path.Combine(_files.Root, "dataset.json"),
            """
            {
              "exclude": ["a/point_2_view_0"],
              "split": { "buildings": { "a": { "test": ["point_2_view_0", "point_2_view_1"] } } }
            }
            """);
        using var set = _files.Open("n");
        Assert.Equal((4, 1), (set.Buildings[0].Count(Split.Train), set.Buildings[0].Count(Split.Test)));
    }

    [Fact]
    public void WhenEverythingIsExcludedThatIsTheFault()
    {
        Exclude("a", "b", "c");
        Assert.Contains(
            $"dataset.json excludes every view of the data set '{_files.Root}'.",
            Assert.Throws<InputException>(() => _files.Open("n")).Message);
        Assert.Contains(
            "dataset.json excludes every view of the building 'b'.",
            Assert.Throws<InputException>(() =>
                _files.Open("n", options: new DatasetOptions { Building = "b" })).Message);
    }

    [Fact]
    public void ADeviceOfOneBuildingDoesNotMindTheExclusionsOfOthers()
    {
        Exclude("a/point_0_view_1", "c");
        using var set = _files.Open("n", options: new DatasetOptions { Building = "b" });
        Assert.Equal(0, set.ExcludedExamples);
    }

    [Fact]
    public void ExcludingChangesNothingElseInTheFile()
    {
        const string before =
            """
            // Measured in May.
            {
              "name": "house", /* not the other one */
              "depth": { "scale": 0.50 },
            }

            """;
        var path = Path.Combine(_files.Root, "dataset.json");
        File.WriteAllText(path, before);

        DatasetDescription.AddExclusions(_files.Root, ["a/point_0_view_1"]);
        Assert.Equal(
            before.Replace("0.50 },", "0.50 },\n  \"exclude\": [\n    \"a/point_0_view_1\"\n  ],"),
            File.ReadAllText(path));
        DatasetDescription.AddExclusions(_files.Root, ["b"]);
        Assert.Equal(
            before.Replace("0.50 },", "0.50 },\n  \"exclude\": [\n    \"a/point_0_view_1\",\n    \"b\"\n  ],"),
            File.ReadAllText(path));
        Assert.Equal(["a/point_0_view_1", "b"], DatasetDescription.Read(_files.Root).Exclude);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ /* nothing, yet */ }")]
    [InlineData("{ \"exclude\": null }")]
    [InlineData("{ \"exclude\": [ ], \"name\": \"x\" }")]
    [InlineData("{\r\n  \"name\": \"x\"\r\n}\r\n")]
    [InlineData("{ \"split\": { \"exclude\": 1 } }", false)]
    public void AnyDescriptionTakesAList(string before, bool isValid = true)
    {
        var after = DescriptionText.WithExclusions(before, ["Zoë's \"house\"", "b"]);
        File.WriteAllText(Path.Combine(_files.Root, "dataset.json"), after);
        if (isValid)
        {
            Assert.Equal(["Zoë's \"house\"", "b"], DatasetDescription.Read(_files.Root).Exclude);
        }
        else
        {
            Assert.Contains("\"split\": { \"exclude\": 1 },", after);
        }

        Assert.Equal(before.Contains('\r'), after.Contains('\r'));
        Assert.Equal(
            after.Count(letter => letter == '\n'), after.Split(before.Contains('\r') ? "\r\n" : "\n").Length - 1);
    }

    [Fact]
    public void ALinkedDescriptionIsChangedWhereItLies()
    {
        string path = Path.Combine(_files.Root, "dataset.json"), real = Path.Combine(_files.Root, "real.json");
        File.WriteAllText(real, "{}");
        File.CreateSymbolicLink(path, real);
        DatasetDescription.AddExclusions(_files.Root, ["b"]);
        Assert.NotNull(new FileInfo(path).LinkTarget);
        Assert.Contains("\"b\"", File.ReadAllText(real));
    }

    [Fact]
    public void WhereThereIsNoDescriptionOneIsMade()
    {
        DatasetDescription.AddExclusions(_files.Root, ["b"]);
        Assert.Equal(
            "{\n  \"exclude\": [\n    \"b\"\n  ]\n}\n", File.ReadAllText(Path.Combine(_files.Root, "dataset.json")));
        using var set = _files.Open("n");
        Assert.Equal((2, 6), (set.Buildings.Count, set.ExcludedExamples));
    }

    private void Exclude(params string[] names) => File.WriteAllText(
        Path.Combine(_files.Root, "dataset.json"),
        $$"""{ "exclude": [{{string.Join(", ", names.Select(name => $"\"{name}\""))}}] }""");
}
