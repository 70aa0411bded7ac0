using Mas.Federation.Methods;

namespace Mas.Tests.Federation.Methods;

public class GroupChoicesTests
{
    [Theory]
    [InlineData("s|dn", true)]
    [InlineData("nd|s", true)]
    [InlineData("sd|n", false)]
    [InlineData("sdn", false)]
    public void GroupsAreTheSameInWhicheverOrderTheyAreWritten(string given, bool same) =>
        Assert.Equal(same, GroupChoices.AreSame(Groups("s|dn"), Groups(given)));

    private static IReadOnlyList<IReadOnlyList<string>> Groups(string written) =>
        [.. written.Split('|').Select(group => group.Select(letter => letter.ToString()).ToArray())];
}
