using Mas.Dashboard.Forms;
using Mas.Federation.Journals;
using Mas.Reports.Stories;
using Mas.Tests.Reports;

namespace Mas.Tests.Dashboard.Forms;

public class GroupChoiceTests
{
    private static readonly string[] _tasks = ["s", "d", "n", "k", "t"];

    private static readonly SplitChosen _held = SampleRun.Events().OfType<SplitChosen>().Single();

    private readonly GroupChoice _choice = new(_tasks, _held.Groups);

    [Fact]
    public void ItBeginsWithWhatIsProposed()
    {
        Assert.Equal([1, 1, 1, 2, 2], _choice.Of);
        Assert.True(_choice.IsProposed(_held));
        Assert.Contains("as proposed", _choice.Words(_held, TaskWords.Standard));
    }

    [Fact]
    public void TheNumbersOfGroupsDoNotMatterOnlyWhoIsTogether()
    {
        new[] { 5, 5, 5, 1, 1 }.CopyTo(_choice.Of, 0);

        Assert.True(_choice.IsProposed(_held));
        Assert.Equal([["s", "d", "n"], ["k", "t"]], _choice.Groups);
    }

    [Fact]
    public void OtherGroupsAreWorthWhatTheMatrixSays()
    {
        new[] { 1, 1, 2, 3, 3 }.CopyTo(_choice.Of, 0);
        var z = _held.Affinity;

        Assert.Equal([["s", "d"], ["n"], ["k", "t"]], _choice.Groups);
        Assert.Equal((z[1][0] + z[0][1] + z[2][2] + z[4][3] + z[3][4])!.Value / 5, _choice.Value(_held), 12);
        Assert.False(_choice.IsProposed(_held));
        Assert.DoesNotContain("as proposed", _choice.Words(_held, TaskWords.Standard));
    }

    [Fact]
    public void TheRunnerUpCanBeTakenOver()
    {
        _choice.Take(_held.RunnerUp!.Groups);

        Assert.Equal(_held.RunnerUp.Groups, _choice.Groups);
    }
}
