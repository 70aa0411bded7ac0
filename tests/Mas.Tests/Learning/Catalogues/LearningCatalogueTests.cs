using Mas.Learning;
using Mas.Learning.Catalogues;

namespace Mas.Tests.Learning.Catalogues;

public class LearningCatalogueTests
{
    private static readonly LearningCatalogue _standard = TestCatalogue.Learning;

    [Fact]
    public void ATaskComesBackFromItsDescription()
    {
        foreach (var task in _standard.Tasks)
        {
            Assert.Equal(task, _standard.Resolve(task.Describe()));
        }
    }

    [Fact]
    public void AnOwnTaskIsFoundByItsMarkAndItsId()
    {
        var known = _standard.With(_standard.Resolve(OwnTasks.Far));

        Assert.Equal("far depth", known.Find("far")!.Label);
        Assert.Equal(known.Find("far"), known.Find("far-depth"));
        Assert.Null(_standard.Find("far"));
        Assert.Equal(["s", "far"], known.TaskSet("s,far").Select(task => task.Mark));
    }

    [Fact]
    public void ANameIsTakenOnce()
    {
        var twice = _standard.Resolve(OwnTasks.Far with { Mark = "d" });

        Assert.Contains("shares a name with the task depth-zbuffer", Assert.Throws<InputException>(
            () => _standard.With(twice)).Message);
    }

    [Fact]
    public void WhatATaskNeedsIsNamedWhereItIsNotThere()
    {
        Assert.Contains("needs the objective 'huber'", Assert.Throws<InputException>(
            () => _standard.Resolve(OwnTasks.Far with { Objective = "huber" })).Message);
        Assert.Contains("has 2 target channels", Assert.Throws<InputException>(
            () => _standard.Resolve(OwnTasks.Far with { TargetChannels = 2 })).Message);
    }
}
