using Mas.Federation.Grouping;
using Mas.Learning;

namespace Mas.Tests.Federation.Grouping;

public class WrittenPartitionTests
{
    private static readonly string[] Tasks = ["s", "d", "n", "k", "t"];

    [Theory]
    [InlineData("sd|nkt", "sd|nkt")]
    [InlineData("tkn | ds", "sd|nkt")]
    [InlineData("t|k|n|d|s", "s|d|n|k|t")]
    [InlineData("sdnkt", "sdnkt")]
    public void APartitionComesOutInTheOrderOfTheTasks(string text, string expected) =>
        Assert.Equal(expected, WrittenPartition.Write(WrittenPartition.Read(text, Tasks)));

    [Theory]
    [InlineData("d,far|s", "s|d,far")]
    [InlineData("far|ds", "sd|far,")]
    [InlineData("far, d, s", "s,d,far")]
    public void AMarkOfSeveralCharactersStandsBetweenCommas(string text, string expected) =>
        Assert.Equal(expected, WrittenPartition.Write(WrittenPartition.Read(text, ["s", "d", "far"])));

    [Theory]
    [InlineData("sd|nk", "t is missing")]
    [InlineData("sd|nkts", "s is listed more than once")]
    [InlineData("sd|nkte", "e is not one of the run's tasks")]
    [InlineData("sd||nkt", "a group is empty")]
    [InlineData("", "a group is empty, s is missing, d is missing")]
    public void WhatIsNoPartitionIsToldWhy(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => WrittenPartition.Read(text, Tasks)).Message);
}
