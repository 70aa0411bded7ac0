using Mas.Learning.Tasks;

namespace Mas.Tests.Learning.Tasks;

public class TaskMarksTests
{
    [Theory]
    [InlineData("sdnkt", new[] { "s", "d", "n", "k", "t" }, "sdnkt")]
    [InlineData("d", new[] { "d" }, "d")]
    [InlineData("s,far", new[] { "s", "far" }, "s_far")]
    [InlineData("far,", new[] { "far" }, "far")]
    public void ASetIsReadAsItIsWritten(string written, string[] marks, string inNames)
    {
        Assert.Equal(marks, TaskMarks.Read(written));
        Assert.Equal(written, TaskMarks.Write(marks));
        Assert.Equal(inNames, TaskMarks.InNames(marks));
    }

    [Fact]
    public void IdsAndSpacesAreReadToo()
    {
        Assert.Equal(["depth-zbuffer"], TaskMarks.Read("depth-zbuffer"));
        Assert.Equal(["s", "normal"], TaskMarks.Read("s, normal"));
        Assert.Empty(TaskMarks.Read(""));
    }
}
