using Mas.Learning.Examples;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public class SplitRuleTests
{
    [Fact]
    public void SharesAreAboutATenthAndEveryBuildingOfThreeViewsHasAllSplits()
    {
        var rule = new SplitRule();
        for (var count = 1; count <= 120; count++)
        {
            ViewName[] views = [.. Enumerable.Range(0, count).Select(point => new ViewName(point, 0))];
            var splits = rule.Assign($"building{count}", views);
            var test = splits.Count(split => split == Split.Test);
            var validation = splits.Count(split => split == Split.Validation);
            var expected = count < 3 ? 0 : Math.Max(1, (int)Math.Floor((count / 10.0) + 0.5));
            Assert.Equal((expected, expected), (test, validation));
        }
    }

    [Fact]
    public void NoPointIsInTwoSplits()
    {
        var random = new Random(8);
        for (var trial = 0; trial < 200; trial++)
        {
            ViewName[] views = [.. Enumerable.Range(0, 3 + random.Next(20))
                .SelectMany(point => Enumerable.Range(0, 1 + random.Next(6)).Select(i => new ViewName(point, i)))];
            var splits = new SplitRule().Assign("b", views);

            Assert.Equal(views.Length, splits.Length);
            Assert.Equal(3, splits.Distinct().Count());
            foreach (var point in views.Zip(splits).GroupBy(pair => pair.First.Point))
            {
                Assert.Single(point.Select(pair => pair.Second).Distinct());
            }
        }
    }

    [Fact]
    public void TheOrderOfTheViewsDoesNotMatter()
    {
        ViewName[] views = [.. Enumerable.Range(0, 50).Select(i => new ViewName(i / 2, i % 2))];
        var rule = new SplitRule(ValidationFraction: 0.2, TestFraction: 0.3);
        var first =
            views.Zip(rule.Assign("b", views)).ToDictionary(pair => pair.First, pair => pair.Second);
        new Random(1).Shuffle(views);
        Assert.All(views.Zip(rule.Assign("b", views)), pair => Assert.Equal(first[pair.First], pair.Second));
        Assert.Equal(10, first.Values.Count(split => split == Split.Validation));
        Assert.Equal(14, first.Values.Count(split => split == Split.Test));
    }

    [Fact]
    public void TwoPointsOfManyViewsAreSplitByView()
    {
        ViewName[] views = [.. Enumerable.Range(0, 20).Select(i => new ViewName(i / 10, i % 10))];
        var splits = new SplitRule().Assign("b", views);
        Assert.Equal(2, splits.Count(split => split == Split.Test));
        Assert.Equal(2, splits.Count(split => split == Split.Validation));
    }

    [Fact]
    public void ListedBuildingsAreSplitAsListed()
    {
        var rule = new SplitRule
        {
            Buildings = new Dictionary<string, HeldOutViews>
            {
                ["b"] = new() { Validation = ["point_0_view_0"], Test = ["point_2_view_1"] },
            },
        };
        var splits = rule.Assign("b", [new(0, 0), new(1, 0), new(2, 1), new(2, 2)]);
        Assert.Equal([Split.Validation, Split.Train, Split.Test, Split.Train], splits);
    }

    [Theory]
    [InlineData("point_12_view_3_domain_rgb.png", "rgb", true)]
    [InlineData("point_12_view_3_domain_segmentsemantic.png", "segment_semantic", true)]
    [InlineData("point_12_view_3_domain_segment_semantic.png", "segment_semantic", true)]
    [InlineData("point_12_view_3_domain_normal.png", "rgb", false)]
    [InlineData("point_12_view_domain_rgb.png", "rgb", false)]
    [InlineData("point_99999999999_view_3_domain_rgb.png", "rgb", false)]
    public void FileNamesAreRead(string file, string folder, bool sound)
    {
        Assert.Equal(sound, ViewName.TryParse(file, folder, out var name));
        if (sound)
        {
            Assert.Equal("point_12_view_3", name.ToString());
        }
    }
}
