using Mas.Dashboard.Forms;
using Mas.Federation.Runs;

namespace Mas.Tests.Dashboard.Forms;

public class SubmissionFormTests
{
    private readonly SubmissionForm _form = new(TestCatalogue.Learning.Tasks);

    [Fact]
    public void WhatIsLeftEmptyIsLeftToTheServer()
    {
        _form.Chosen["d"] = _form.Chosen["s"] = true;
        var asked = _form.ToDocument();

        Assert.Equal("sd", asked.Tasks);
        Assert.Null(asked.Recipe);
        Assert.Null(asked.Wanted);
        Assert.Null(asked.Labels);
        Assert.Null(asked.Deadline);
        Assert.Null(asked.Budget);
        Assert.False(asked.Hold);
        Assert.Null(asked.Join);
    }

    [Fact]
    public void ARunToJoinIsAskedFor()
    {
        _form.Join = " r1 ";

        Assert.Equal("r1", _form.ToDocument().Join);
    }

    [Fact]
    public void TheTasksOfATableAreItsTargets()
    {
        var fleet = TestCatalogue.Options with { Source = "table", Client = "station", Targets = "PM2.5:regression,Rain:class" };
        var form = new SubmissionForm(RunData.WithTargets(fleet).Known().Tasks);
        form.Chosen["Rain"] = true;

        Assert.Equal(["PM2.5", "Rain"], form.Offered.Select(task => task.Label));
        Assert.Equal("Rain,", form.ToDocument().Tasks);
        form.Chosen["PM25"] = true;
        Assert.Equal("PM25,Rain", form.ToDocument().Tasks);
    }

    [Fact]
    public void ADeadlineIsTakenAsUtc()
    {
        _form.Deadline = new DateTime(2026, 11, 22, 18, 30, 0, DateTimeKind.Unspecified);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 18, 30, 0, TimeSpan.Zero), _form.ToDocument().Deadline);
    }

    [Fact]
    public void ALossWantedOfATaskThatWasTakenOutAgainIsNotAskedFor()
    {
        (_form.Chosen["s"], _form.Wanted["s"], _form.Wanted["d"]) = (true, 1.5, 0.5);

        Assert.Equal(new Dictionary<string, double> { ["s"] = 1.5 }, _form.ToDocument().Wanted);
    }

    [Fact]
    public void ASourceOfLabelsOfATaskThatWasTakenOutAgainIsNotAskedFor()
    {
        (_form.Chosen["s"], _form.Labels["s"], _form.Labels["d"]) = (true, " human ", "lidar");
        (_form.Chosen["n"], _form.Labels["n"]) = (true, " ");

        Assert.Equal(new Dictionary<string, string> { ["s"] = "human" }, _form.ToDocument().Labels);
    }

    [Fact]
    public void ARecipeIsWhatWasFilledIn()
    {
        _form.Recipe[RunTable.Standard[nameof(RunOptions.Rounds)]] = "7";
        _form.Recipe[RunTable.Standard[nameof(RunOptions.Groups)]] = "auto";

        Assert.Equal("""{"groups":"auto","rounds":7}""", _form.ToDocument().Recipe!.ToJsonString());
    }

    [Fact]
    public void AFormWithoutATaskIsNotReady()
    {
        Assert.Equal(["Tasks: choose at least one."], _form.Faults);
        _form.Chosen["d"] = true;
        Assert.Empty(_form.Faults);
    }

    [Fact]
    public void TextThatIsNotANumberIsAFaultAndNotAnEmptyField()
    {
        _form.Chosen["d"] = true;
        _form.Unread["priority"] = "wrong";
        _form.Recipe[RunTable.Standard[nameof(RunOptions.Rounds)]] = "12.5";

        Assert.Equal(
            ["wrong", "\u201cRounds\u201d is '12.5'; expected a whole number, 1 to 9999."], _form.Faults);
    }
}
