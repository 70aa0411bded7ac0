using System.Diagnostics;
using System.Text.Json;
using Mas.Cli;
using Mas.Commands;
using Mas.Commands.Parsing;

namespace Mas.Tests.House;

/// <summary>What services and containers start is what the command understands.</summary>
public class DeployTests
{
    private const string Program = "/opt/mas/mas";

    [Theory]
    [InlineData("server")]
    [InlineData("device")]
    public void TheCommandUnderstandsWhatAServiceStarts(string side)
    {
        var variables = Repository.Text($"deploy/{side}.env").Split('\n')
            .Where(line => line.Contains('=') && !line.StartsWith('#')).Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var unit = Repository.Text($"deploy/mas-{side}.service").Replace("\\\n", "", StringComparison.Ordinal);
        var start = unit.Split('\n').Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        string[] words =
        [
            .. start["ExecStart=".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(word => word.StartsWith('$') ? variables[word.Trim('$', '{', '}')].Split(' ') : [word]),
        ];

        Assert.Equal(Program, words[0]);
        Assert.Empty(Faults(words[1..]));
    }

    [Fact]
    public void TheCommandUnderstandsWhatAContainerStarts()
    {
        var lines = Repository.Text("deploy/Containerfile").Split('\n');
        string[] Words(string instruction) => JsonSerializer.Deserialize<string[]>(
            lines.Single(line => line.StartsWith(instruction, StringComparison.Ordinal))[instruction.Length..])!;

        Assert.Equal([Program], Words("ENTRYPOINT"));
        Assert.Empty(Faults(Words("CMD")));
    }

    [Theory]
    [InlineData("tls/certificate-key.pem")]
    [InlineData("deploy/tls/certificate-key.pem")]
    [InlineData("certificate-key.pem")]
    [InlineData("device/key.pem")]
    [InlineData("fleet/fleet.db")]
    public void NoPrivateKeyIsCommittedByMistake(string path)
    {
        using var asked = Process.Start(
            new ProcessStartInfo("git", ["check-ignore", "--quiet", path]) { WorkingDirectory = Repository.Root })!;
        asked.WaitForExit();

        Assert.Equal(0, asked.ExitCode);
    }

    [Fact]
    public void AContainerNamesNoRegistry() => Assert.All(
        Repository.Text("deploy/Containerfile").Split('\n')
            .Where(line => line.StartsWith("FROM", StringComparison.Ordinal)),
        line => Assert.StartsWith("FROM ${", line));

    private static IEnumerable<string> Faults(string[] arguments) => ParseFaults.Of(
        CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, Watched: false)).Parse(arguments));
}
