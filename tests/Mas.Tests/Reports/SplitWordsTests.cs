using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Tests.Reports;

public class SplitWordsTests
{
    private static readonly string[] _tasks = ["s", "d", "n"];

    [Fact]
    public void AGroupOfOneHasNoMateAndTheValueIsNotToldAsHelp()
    {
        var sentences = Sentences(
            [[0.2, 0.1, -0.3], [0.3, 0.05, 0], [-0.2, 0, -0.125]], [["s", "d"], ["n"]], [["s"], ["d", "n"]]);

        Assert.Equal(
        [
            "The groups chosen are (semantic segmentation, depth) and (surface normals): of all ways to form two "
                + "groups, the one where tasks help their group mates most.",
            "Inside a group a step for one task lowers a mate's loss by 20.00 % on average.",
            "surface normals has no mate and scores its value on the diagonal.",
            "The value of the choice, the mean over all tasks of what they score, is 0.0917.",
            "The next best choice would have been (semantic segmentation) and (depth, surface normals) with a value of "
                + "0.0667, 0.0250 less.",
        ],
        sentences);
    }

    [Fact]
    public void WhereEveryTaskIsAloneNoMateIsSpokenOf()
    {
        var sentences = Sentences(
            [[0.1, 0.1, 0.1], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]], [["s"], ["d"], ["n"]], null);

        Assert.Equal(
        [
            "The groups chosen are (semantic segmentation), (depth) and (surface normals): the only way to form three "
                + "groups.",
            "semantic segmentation, depth and surface normals have no mates and score their values on the diagonal.",
            "The value of the choice, the mean over all tasks of what they score, is 0.1000.",
        ],
        sentences);
    }

    [Fact]
    public void NegativeValuesAreNoHelpAndALeadIsAbsolute()
    {
        var sentences = Sentences(
            [[-0.2, -0.001, -0.3], [-0.002, -0.2, -0.1], [-0.2, 0, -0.15]], [["s", "d"], ["n"]], [["s"], ["d", "n"]]);

        Assert.Contains("the one where tasks harm their group mates least.", sentences[0]);
        Assert.Equal(
            "No task helps another: none of the measured affinities is above 0. Training these tasks together saves "
            + "cost, but do not expect lower losses than from training each alone.", sentences[1]);
        Assert.Equal("Inside a group a step for one task raises a mate's loss by 0.15 % on average.", sentences[2]);
        Assert.EndsWith("with a value of \u22120.1000, 0.0490 less.", sentences[^1]);
        Assert.DoesNotContain("of its value", string.Join(' ', sentences));
    }

    [Fact]
    public void WhatWasNotMeasuredIsNamedAndHowItCounts()
    {
        var sentences = Sentences(
            [[0.1, 0.1, null], [0.2, 0.1, null], [null, null, null]], [["s", "d"], ["n"]], null);

        Assert.Contains(
            "Not measured: every pair with surface normals. In the choice of groups they "
            + "count as 0, neither help nor harm.", sentences);
        Assert.EndsWith(
            "A dash: no client measured it.",
            SplitWords.HowToRead(Split([[0, 0.1], [null, 0]], [["s", "d"]], null)));
        Assert.EndsWith(
            "left on its own.", SplitWords.HowToRead(Split([[0, 0.1], [0.1, 0]], [["s", "d"]], null)));
    }

    [Fact]
    public void PairsThatWereNotMeasuredAreNamedOneByOne()
    {
        var remarks = AffinityWords.Remarks(
            AffinityMatrix.FromRows([[0, 0.1, null], [null, 0, 0.1], [0.1, 0.1, 0]]), ["a", "b", "c"]);

        Assert.StartsWith("Not measured: a on c and b on a. ", Assert.Single(remarks));
    }

    [Fact]
    public void TasksThatAreServedElsewhereAreCountedWhereTheyAreServed()
    {
        // d is in both groups and served by the first, where s helps it by 0.1 and it helps s by 0.3.
        var split = Split([[0, 0.1, -0.3], [0.3, 0, 0.1], [-0.2, 0, 0]], [["s", "d"], ["d", "n"]], null) with
        {
            Choice = "overlapping",
            ServedBy = [0, 0, 1],
        };

        var sentences = SplitWords.Sentences(split, _tasks, TaskWords.Standard);

        Assert.Equal(
            $"Inside a group a step for one task lowers a mate's loss by {(0.3 + 0.1 + 0.1) / 3:0.00 %} on average.",
            sentences[1]);
    }

    private static IReadOnlyList<string> Sentences(double?[][] affinity, string[][] groups, string[][]? next) =>
        SplitWords.Sentences(Split(affinity, groups, next), _tasks, TaskWords.Standard);

    private static int Index(string task) => Array.IndexOf(_tasks, task);

    private static SplitChosen Split(double?[][] affinity, string[][] groups, string[][]? next)
    {
        var matrix = AffinityMatrix.FromRows(affinity);
        var runnerUp = next is null ? null : new NamedGrouping(next, Value(next));
        return new SplitChosen(groups, Value(groups), runnerUp, affinity, [1]);

        double Value(string[][] named) =>
            named.Sum(group => GroupScore.Sum(matrix, [.. group.Select(Index)])) / matrix.Size;
    }
}
