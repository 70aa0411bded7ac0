using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Tests.House;

namespace Mas.Tests.Samples;

/// <summary>
/// The sample that adds a source, an encoder, a loss, a metric, tasks, an aggregation rule and a method, as a process of
/// its own that sees what any user of the libraries sees.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed partial class StationsTests : IDisposable
{
    private const string Project = "samples/Mas.Samples.Stations";
    private const int MostLines = 150;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItLearnsInSimulationAndOnAFleetToTheSameBits()
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Mas.Samples.Stations.dll"), _folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var shown = await process.StandardOutput.ReadToEndAsync(Patience.End);
        await process.WaitForExitAsync(Patience.End);

        Assert.True(process.ExitCode == 0, await error);
        var models = Models().Matches(shown).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.Equal(models["simulation"], models["fleet"]);
        var tasks = Losses().Matches(shown);
        Assert.Equal(4, tasks.Count);
        Assert.All(tasks, task => Assert.True(Number(task.Groups[1]) < 0.8 * Number(task.Groups[2]), task.Value));
    }

    [Fact]
    public void ItTakesFewLines()
    {
        var lines = Directory.EnumerateFiles(Path.Combine(Repository.Root, Project), "*.cs").SelectMany(File.ReadLines)
            .Count(line => !Empty().IsMatch(line));

        Assert.True(lines < MostLines, $"{lines} lines");
        Assert.DoesNotContain("Mas.Samples", string.Concat(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(File.ReadAllText)));
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\w+) models: (.+)")]
    private static partial Regex Models();

    [GeneratedRegex(@"loss ([\d.]+), constant ([\d.]+)")]
    private static partial Regex Losses();

    /// <summary>Nothing, a using, a namespace, a comment, or braces alone.</summary>
    [GeneratedRegex(@"^\s*(using .*;|namespace .*|//.*|[{}()\[\];,]*)$")]
    private static partial Regex Empty();
}
