using Mas.Learning;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class DatasetDescriptionTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mas-description-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var description = new DatasetDescription
        {
            Name = "rooms",
            ClassNames = ["unlabelled", "wall"],
            Normalisation = new Dictionary<string, Normalisation> { ["keypoints2d"] = new([12.5f], [77.25f]) },
            Depth = new() { Scale = 0.125, Unknown = [0] },
            Classes = new() { Ignore = [0, 255] },
            Labels = new Dictionary<string, string> { ["segment_semantic"] = "human" },
            Split = new SplitRule(ValidationFraction: 0.2, TestFraction: 0.25)
            {
                Buildings = new Dictionary<string, HeldOutViews>
                {
                    ["b"] = new() { Validation = ["point_0_view_0"], Test = ["point_1_view_0"] },
                },
            },
        };
        description.Write(_directory.FullName);

        var back = DatasetDescription.Read(_directory.FullName);

        Assert.Equal("rooms", back.Name);
        Assert.Equal(["unlabelled", "wall"], back.ClassNames);
        Assert.Equal("human", back.Labels["segment_semantic"]);
        Assert.Equal((0.125, null), (back.Depth.Scale, back.Depth.UnknownFrom));
        Assert.Equal([0], back.Depth.Unknown!);
        Assert.Equal([0, 255], back.Classes.Ignore);
        Assert.Equal(77.25f, back.NormalisationOf("keypoints2d").Scale[0]);
        Assert.Equal(1000f, back.NormalisationOf("depth_zbuffer").Scale[0]);
        Assert.Equal((0.2, 0.25), (back.Split.ValidationFraction, back.Split.TestFraction));
        Assert.Equal(["point_1_view_0"], back.Split.Buildings["b"].Test);
        Assert.Equal(["dataset.json"], _directory.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void ThereNeedNotBeAFile()
    {
        var description = DatasetDescription.Read(_directory.FullName);
        Assert.Equal((0.1, 0.1), (description.Split.ValidationFraction, description.Split.TestFraction));
        Assert.Empty(description.ClassNames);
    }

    [Fact]
    public void EveryPartIsOptional()
    {
        Write("""{ "split": { "testFraction": 0.3, "buildings": null }, "classNames": null }""");
        var description = DatasetDescription.Read(_directory.FullName);
        var split = description.Split;
        Assert.Empty(description.ClassNames);
        Assert.Empty(split.Buildings);
        Assert.Equal((0.1, 0.3), (split.ValidationFraction, split.TestFraction));
    }

    [Theory]
    [InlineData("{", "is not the expected JSON, line 1: ")]
    [InlineData("null", "The document is null; expected an object")]
    [InlineData("""{ "normalization": {} }""", "normalization is unknown; did you mean normalisation?")]
    [InlineData("""{ "splits": {} }""", "splits is unknown; did you mean split?")]
    [InlineData("""{ "split": { "buildings": { "b": { "tset": [] } } } }""",
        "split.buildings.b.tset is unknown; did you mean test?")]
    [InlineData("""{ "split": { "buildings": { "b": null } } }""", "split.buildings.b is null; expected an object")]
    [InlineData("""{ "split": { "buildings": { "b": {}, "b": {} } } }""",
        "split.buildings.b is listed more than once.")]
    [InlineData("""{ "labels": { "depth_zbufer": "lidar" } }""",
        "labels.depth_zbufer is unknown; did you mean depth_zbuffer?")]
    [InlineData("""{ "split": { "testFraction": 0.9 } }""", "split.testFraction is 0.9; expected 0 to 0.5.")]
    [InlineData("""{ "normalisation": { "normal": { "shift": [0], "scale": [1] } } }""", "normal needs 3 shift")]
    [InlineData("""{ "normalisation": { "edge_texture": { "shift": [0], "scale": [0] } } }""", "positive scales")]
    [InlineData("""{ "normalisation": { "what": { "shift": [0], "scale": [1] } } }""",
        "normalisation.what is unknown; expected one of segment_semantic, depth_zbuffer")]
    [InlineData("""{ "normalisation": { "segment_semantic": { "shift": [0], "scale": [2] } } }""", "taken as they are")]
    [InlineData("""{ "labels": { "what": "human" } }""", "labels.what is unknown; expected one of")]
    [InlineData("""{ "labels": { "normal": "" } }""", "labels.normal is ''; it must name a source: 1 to 64 letters")]
    [InlineData("""{ "labels": { "normal": null } }""", "labels.normal is null; expected text.")]
    [InlineData("""{ "split": { "buildings": { "b": { "test": ["x", "x"] } } } }""", "names 'x' more than once")]
    [InlineData("""{ "exclude": ["a", "a"] }""", "exclude lists 'a' more than once.")]
    [InlineData("""{ "exclude": ["a/view_3"] }""", "exclude lists 'a/view_3'; expected a building, or a view such as")]
    [InlineData("""{ "depth": { "scale": 0 } }""", "depth.scale is 0; expected Taskonomy's counts per stored unit")]
    [InlineData("""{ "depth": { "unknown": [0, 70000] } }""",
        "depth.unknown lists 70000; expected stored values, 0 to")]
    [InlineData("""{ "depth": { "unknownFrom": -1 } }""", "depth.unknownFrom is -1; expected a stored value")]
    [InlineData("""{ "name": "a\nb" }""", "name is 'a\\u000Ab'; expected text on one line without control characters.")]
    [InlineData("""{ "classNames": ["", "wall\r"] }""", "classNames[1] is 'wall\\u000D'; expected text on one line")]
    [InlineData("""{ "classes": { "ignore": [-1] } }""", "classes.ignore lists -1; expected stored ids")]
    public void ImpossibleDescriptionsAreNamed(string json, string sentence)
    {
        Write(json);
        var error = Assert.Throws<InputException>(() => DatasetDescription.Read(_directory.FullName));
        Assert.StartsWith(
            Path.Combine(_directory.FullName, "dataset.json") + ": ",
            error.Message.Replace(" is not the", ": is not the"));
        Assert.Contains(sentence, error.Message);
    }

    private void Write(string json) => File.WriteAllText(Path.Combine(_directory.FullName, "dataset.json"), json);
}
