using System.Text.Json.Nodes;
using Mas.Server.Queue;
using Mas.Server.Storage;

namespace Mas.Tests.Server.Queue;

public class MergingTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly JsonObject Other = new() { ["rounds"] = 7 };

    [Fact]
    public void ThoseOfOneRecipeAreDueWithTheFirstOfThem()
    {
        SubmissionRow[] waiting =
            [SubmissionRows.Of(1, "sd"), SubmissionRows.Of(2, "kt", second: 9), SubmissionRows.Of(3, "n", 9, 10, Other)];

        Assert.Empty(Due(waiting, 9));
        Assert.Equal(["t1 t2"], Due(waiting, 10));
        Assert.Equal(["t1 t2", "t3"], Due(waiting, 20));
    }

    [Fact]
    public void APriorityGoesFirstAndALowOneDoesNotWaitForEver()
    {
        var low = SubmissionRows.Of(1, "sd", second: 0, priority: 1);

        Assert.Equal(["t2", "t1"], Due([low, SubmissionRows.Of(2, "n", 5, 10, Other)], 20));
        Assert.Equal(["t1", "t2"], Due([low, SubmissionRows.Of(2, "n", 280, 10, Other)], 300));
    }

    [Fact]
    public void WhatCannotBeginLeavesTheOthers()
    {
        SubmissionRow[] group = [SubmissionRows.Of(1, "sd"), SubmissionRows.Of(2, "k"), SubmissionRows.Of(3, "t")];

        var together = Merging.Together(group, rows => rows.All(row => row.Tasks != "k"));

        Assert.Equal(["t1", "t3"], together.Select(row => row.Id));
        Assert.Empty(Merging.Together(group, _ => false));
    }

    [Fact]
    public void TheNextMomentIsTheFirstWindowThatEnds() => Assert.Equal(
        DateTimeOffset.FromUnixTimeSeconds(14),
        Merging.Next(
            [SubmissionRows.Of(1, "sd"), SubmissionRows.Of(2, "k", second: 4), SubmissionRows.Of(3, "k", second: 9)],
            DateTimeOffset.FromUnixTimeSeconds(10), Window));

    private static string[] Due(SubmissionRow[] waiting, int second) =>
    [
        .. Merging.Due(waiting, DateTimeOffset.FromUnixTimeSeconds(second), Window)
            .Select(group => string.Join(' ', group.Select(row => row.Id))),
    ];
}
