using System.CommandLine;
using System.Text.RegularExpressions;
using Mas.Cli;
using Mas.Cli.Configuration;
using Mas.Cli.Parsing;
using Mas.Commands;
using Mas.Commands.Parsing;
using Mas.Federation.Runs;
using Mas.Tests.Federation;
using Mas.Tests.House;

namespace Mas.Tests.Cli.Configuration;

/// <summary>What a configuration file states is read as if it were typed.</summary>
public sealed partial class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Config => _folder["mas.yaml"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rounds: 4\nmerge-rounds: 2", "", "--rounds 4 --merge-rounds 2")]
    [InlineData("rounds: 4\nmerge-rounds: 2", "--rounds 6", "--rounds 6 --merge-rounds 2")]
    [InlineData("tasks: sdn", "", "--tasks sdn")]
    [InlineData("tasks: [s, d, n]", "", "--tasks s,d,n")]
    [InlineData("tasks: s", "", "--tasks s")]
    [InlineData("method: one-by-one # alone\ntasks: s", "", "--tasks s --method one-by-one")]
    [InlineData("learning-rate: 1e-3\nmomentum: .5", "", "--learning-rate 0.001 --momentum 0.5")]
    [InlineData("rounds: null\nbatch: ~\nseed: 7", "", "--seed 7")]
    [InlineData("seed: \"18446744073709551615\"", "", "--seed 18446744073709551615")]
    [InlineData("{rounds: 4, merge-rounds: 2}", "", "--rounds 4 --merge-rounds 2")]
    [InlineData("batch: &small 4\nclients-per-round: *small", "", "--batch 4 --clients-per-round 4")]
    [InlineData("groups: auto\nbudget: 0.6", "", "--groups auto --budget 0.6")]
    [InlineData("out: -first", "", "--out=-first")]
    [InlineData("out: '@first'", "", "--out=@first")]
    [InlineData("out: a=b:c", "", "--out=a=b:c")]
    [InlineData("\uFEFFrounds: 14\r\n", "", "--rounds 14")]
    public void TheFileSaysWhatTheCommandLineCould(string content, string typed, string same)
    {
        File.WriteAllText(Config, content);

        Assert.Equal(Options(same), Options($"--config {Config} {typed}"));
    }

    [Theory]
    [InlineData(
        """
        methods:
          - one-by-one
          - tag-3
          - method: merge-and-split
            groups: 2
            inherit: none
            freeze-norms-after: 3
        seeds: 2
        """,
        "--methods one-by-one,tag-3,merge-and-split-2:inherit=none:freeze-norms-after=3 --seeds 2")]
    [InlineData("methods: one-by-one,tag-3", "--methods one-by-one,tag-3")]
    [InlineData("methods: [one-by-one, {method: tag, groups: 3}]", "--methods one-by-one,tag-3")]
    public void RowsAreMethodsOrMappings(string content, string same)
    {
        File.WriteAllText(Config, content);

        var (left, right) = (Parsed($"compare {same}"), Parsed($"compare --config {Config}"));

        Assert.Equal(Value(left, "--methods"), Value(right, "--methods"));
        Assert.Equal(Value(left, "--seeds"), Value(right, "--seeds"));

        static object? Value(ParseResult parsed, string name) => parsed.GetValue<object?>(name);
    }

    [Fact]
    public void WhatOnlyOtherVerbsReadIsANoteAndNoFault()
    {
        File.WriteAllText(Config, "method: tag\nmethods: [tag-2]\nseeds: 2");

        Assert.Equal(
            [$"method ({Config}, line 1) is not an option of mas compare, which does not read it."],
            Command($"compare --config {Config}").Notes);
        Assert.Equal(2, Command($"run --config {Config}").Notes.Count);
    }

    [Fact]
    public void AnOptionMayHaveTheOtherNameThatTheCommandLineKnows()
    {
        File.WriteAllText(Config, "table: air.csv\nclient: station\ntargets: [a:regression, b:class]");

        Assert.Equal("air.csv", ConfiguredRun.Options("--config", Config).Data);
        Assert.Equal("other.csv", ConfiguredRun.Options("--config", Config, "--data", "other.csv").Data);
    }

    [Fact]
    public void SecretsAndTheFormOfTheOutputAreNotOptionsOfAFile()
    {
        File.WriteAllText(Config, "json: true\nconfig: other.yaml\nkey: mas-1234");

        Assert.Equal(3, Command($"submit --tasks s --config {Config}").Faults.Count(fault => fault.Contains("is unknown")));
    }

    [Fact]
    public void ASubmissionReadsItsOptionsFromAFile()
    {
        File.WriteAllText(Config, "tasks: sd\nrounds: 4\nhold: true\nwait: false\nserver: http://localhost:1");

        var command = Command($"submit --config {Config}");

        Assert.Empty(command.Faults);
        Assert.True(command.Parsed.GetValue<bool>("--hold"));
        Assert.False(command.Parsed.GetValue<bool>("--wait"));
        Assert.Equal("sd", command.Parsed.GetValue<string>("--tasks"));
    }

    [Fact]
    public void EveryFileShownInTheDocsIsRead()
    {
        string[] shown =
            [.. Repository.Pages().SelectMany(page => Block().Matches(Repository.Text(page))).Select(block => block.Groups[1].Value)];

        Assert.NotEmpty(shown);
        foreach (var content in shown)
        {
            File.WriteAllText(Config, content);
            Assert.Empty(Command($"compare --config {Config}").Faults);
        }
    }

    [Fact]
    public void TheCommandThatAComparisonRecordsIsTheTypedOne()
    {
        File.WriteAllText(Config, "seeds: 2");

        Assert.Equal($"mas compare --config {Config}", TypedCommand.Of(Parsed($"compare --config {Config}")));
    }

    private static RunOptions Options(string line) =>
        ConfiguredRun.Options(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static ParseResult Parsed(string line) => Command(line).Parsed;

    private static CommandReading Command(string line)
    {
        var words = line.Split(' ');
        return ConfiguredCommand.Read(
            words, CommandLine.Parse(words, new Terminal(TextWriter.Null, TextWriter.Null, Watched: false)));
    }

    [GeneratedRegex(@"^```yaml\n([\s\S]*?)^```", RegexOptions.Multiline)]
    private static partial Regex Block();
}
