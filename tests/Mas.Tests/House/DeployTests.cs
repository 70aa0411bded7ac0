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
    private const string DeviceProgram = "/opt/mas/mas-device";

    [Theory]
    [InlineData("server", Program)]
    [InlineData("device", DeviceProgram, "device")]
    public void TheProgramsUnderstandWhatAServiceStarts(string side, string program, params string[] verb)
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

        Assert.Equal(program, words[0]);
        Assert.Empty(Faults([.. verb, .. words[1..]]));
    }

    [Fact]
    public void TheProgramsUnderstandWhatAContainerStarts()
    {
        string[][] Words(string instruction) =>
            [.. Container(instruction).Select(words => JsonSerializer.Deserialize<string[]>(words)!)];

        Assert.Equal([[DeviceProgram], [Program]], Words("ENTRYPOINT"));
        Assert.Equal(["--help"], Words("CMD")[0]);
        Assert.Empty(Faults(Words("CMD")[1]));
    }

    [Fact]
    public void AContainerIsBuiltFromAllThatTheBuildReads()
    {
        string[] copied =
        [
            .. Container("COPY").Where(words => !words.StartsWith("--from", StringComparison.Ordinal))
                .SelectMany(words => words.Split(' ')[..^1]),
        ];
        var read = Directory.EnumerateFiles(Repository.Root, "Directory.*").Select(Path.GetFileName)
            .Concat(["global.json", ".editorconfig", "src"]);

        Assert.Equal(read.Order(), copied.Order());
        Assert.All(copied, name => Assert.True(Path.Exists(Path.Combine(Repository.Root, name)), name));
    }

    [Fact]
    public void AContainerPublishesThePrograms()
    {
        string[] published = [.. Container("RUN").Select(words => words.Split(' ')[2])];

        Assert.Equal(["src/Mas.Agent", "src/Mas.Cli"], published);
        Assert.All(Container("RUN"), words => Assert.StartsWith("dotnet publish src/", words));
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
        Container("FROM"),
        words => Assert.Matches(@"^(\$\{|source )", words));

    /// <summary>What stands behind an instruction of the container file, for each time that it is there.</summary>
    private static IEnumerable<string> Container(string instruction) =>
        Repository.Text("deploy/Containerfile").Split('\n')
            .Where(line => line.StartsWith($"{instruction} ", StringComparison.Ordinal))
            .Select(line => line[(instruction.Length + 1)..]);

    private static IEnumerable<string> Faults(string[] arguments) => ParseFaults.Of(
        CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, Watched: false)).Parse(arguments));
}
