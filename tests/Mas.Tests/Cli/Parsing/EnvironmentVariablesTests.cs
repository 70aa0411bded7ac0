using Mas.Commands.Parsing;

namespace Mas.Tests.Cli.Parsing;

public class EnvironmentVariablesTests
{
    [Theory]
    [InlineData("MAS_TOKN", "MAS_TOKEN")]
    [InlineData("MAS_DATA_BASE", "MAS_DATABASE")]
    [InlineData("mas_key", "MAS_KEY")]
    public void AMisspeltVariableIsNamedWithTheOneItIsLike(string name, string near) => Assert.Equal(
        [$"The environment variable {name} is unknown and not read; did you mean {near}?"],
        EnvironmentVariables.Misspelt(new Dictionary<string, string> { ["PATH"] = "", [name] = "x" }));

    [Theory]
    [InlineData("MAS_TOKEN")]
    [InlineData("MAS_CHAOS")]
    [InlineData("TOKEN")]
    public void OthersAreNoneOfItsBusiness(string name) => Assert.Empty(
        EnvironmentVariables.Misspelt(new Dictionary<string, string> { [name] = "x" }));

    [Fact]
    [Trait("Kind", "Process")]
    public void TheCommandSaysSoAndGoesOn()
    {
        var run = MasProcess.RunIn(["MAS_TOKENS=x"], "--version");

        Assert.Equal(0, run.Code);
        Assert.Equal(
            "The environment variable MAS_TOKENS is unknown and not read; did you mean MAS_TOKEN?\n", run.Error);
    }
}
