using Mas.Cli;
using Mas.Cli.Parsing;
using Mas.Commands;
using Mas.Commands.Parsing;

namespace Mas.Tests.Cli;

public class SecretTextTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef";
    private const string Key = $"mas-{Hex}";
    private const string Token = $"join-{Hex}";

    [Theory]
    [InlineData($"status --server http://localhost:1 --key {Key}")]
    [InlineData($"status --server http://localhost:1 --key {Key} --key {Key}")]
    [InlineData($"status --server http://localhost:1 --kye {Key}")]
    [InlineData($"status --server http://localhost:1 --kye={Key}")]
    [InlineData($"status --server http://localhost:1 {Key}")]
    [InlineData($"status --server {Key}")]
    [InlineData($"submit --server http://localhost:1 --key {Key} --tasks {Key}")]
    [InlineData($"cancel {Key} --server http://localhost:1 --key {Key}")]
    [InlineData($"device --server http://localhost:1 --data /nowhere --token {Token}")]
    [InlineData($"device --server http://localhost:1 --data {Token} --tokn {Token}")]
    [InlineData($"token --revoke {Token} --fleet /dev/null/fleet")]
    [InlineData($"report {Key}")]
    [InlineData($"status --server https://ann:{Hex}@localhost:1 --key {Key}")]
    [InlineData($"status --server ftp://ann:{Hex}@localhost:1 --key {Key}")]
    [InlineData($"key --name ann --fleet /dev/null/fleet --database Host=/nowhere;Username=ann;Password={Hex}")]
    [InlineData($"serve --database Host=/nowhere;Username=ann;Password={Hex} --runs 0")]
    [InlineData($"serve --databse Host=/nowhere;Username=ann;Password={Hex}")]
    public void AFailureShowsNoSecret(string line)
    {
        var run = CommandRun.Of(line.Split(' '));

        Assert.NotEqual(ExitCode.Done, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain(Hex, run.Error + run.Out);
    }

    [Theory]
    [InlineData("--database Host=a;Password=b")]
    [InlineData("--database=Host=a;Password=b")]
    public void ACommandThatIsShownAgainLeavesItsSecretsOut(string option)
    {
        var parsed = CommandLine.Parse(
            ["fleet", .. option.Split(' '), "--tasks", "sd,nk", "--out", "my models"],
            new Terminal(TextWriter.Null, TextWriter.Null, Watched: false));

        Assert.Equal("mas fleet --database ... --tasks sd,nk --out 'my models'", TypedCommand.Of(parsed));
    }

    [Theory]
    [InlineData("mas-1 and merge-and-split stay", "mas-1 and merge-and-split stay")]
    [InlineData("http://localhost:8080/ stays", "http://localhost:8080/ stays")]
    [InlineData("Host=a; PWD = b;Port=1", "Host=a; PWD = ...;Port=1")]
    [InlineData("https://ann:b@host/", "https://...@host/")]
    public void OnlySecretsAreLeftOut(string text, string expected) => Assert.Equal(expected, SecretText.Masked(text));
}
