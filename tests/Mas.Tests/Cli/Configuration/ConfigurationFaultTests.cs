using Mas.Commands;
using Mas.Tests.Federation;

namespace Mas.Tests.Cli.Configuration;

/// <summary>What is wrong with a configuration file: one clear sentence per fault, with its line.</summary>
public sealed class ConfigurationFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Config => _folder["mas.yaml"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("raunds: 4", "raunds (mas.yaml, line 1) is unknown; did you mean rounds?")]
    [InlineData("mergeRounds: 4", "mergeRounds (mas.yaml, line 1) is unknown; did you mean merge-rounds?")]
    [InlineData("rounds: many", "rounds (mas.yaml, line 1) is 'many'; expected a whole number, 1 to 9999.")]
    [InlineData("batch: 8.5", "batch (mas.yaml, line 1) is '8.5'; expected a whole number, 1 to 1024.")]
    [InlineData("batch: -1", "batch (mas.yaml, line 1) is -1; expected a whole number, 1 to 1024.")]
    [InlineData("seed: true", "seed (mas.yaml, line 1) is 'true'; expected a whole number, 0 to 18446744073709551615.")]
    [InlineData("rounds: [4, 5]", "rounds (mas.yaml, line 1) is '4,5'; expected a whole number, 1 to 9999.")]
    [InlineData("rounds: {a: 4}", "rounds (mas.yaml, line 1) is a mapping; expected a value, or null for the default.")]
    [InlineData("rounds: []", "rounds (mas.yaml, line 1) is empty; expected a value, or null for the default.")]
    [InlineData("rounds:", "rounds (mas.yaml, line 1) is empty; expected a value, or null for the default.")]
    [InlineData("tasks: [s, [d]]", "tasks (mas.yaml, line 1): an item is a list; expected a value.")]
    [InlineData("encoder: xceptoin", "encoder (mas.yaml, line 1) is 'xceptoin'; expected one of ")]
    [InlineData("rounds: 4\nmerge-rounds: 4",
        "merge-rounds (mas.yaml, line 2) is 4; expected a whole number, 1 to 3, as rounds (mas.yaml, line 1) is 4.")]
    [InlineData("batch: 4\nseed: 2\nbatch: 5", "batch (mas.yaml, line 3) is listed more than once, first in line 1.")]
    [InlineData("data: a\ntable: b",
        "table (mas.yaml, line 2) is the same option as data (mas.yaml, line 1); give one of them.")]
    [InlineData("rounds: 4\n\tbatch: 2", "mas.yaml, line 2, is indented with a tab; expected spaces.")]
    [InlineData("rounds:40", "mas.yaml, line 1, is 'rounds:40'; expected a space after the colon, rounds: 40.")]
    [InlineData("", "mas.yaml is empty; expected options, one per line, such as rounds: 40.")]
    [InlineData("# nothing\n", "mas.yaml is empty; expected options, one per line, such as rounds: 40.")]
    [InlineData("---\n", "mas.yaml is empty; expected options, one per line, such as rounds: 40.")]
    [InlineData("- rounds", "mas.yaml is a list; expected options, one per line, such as rounds: 40.")]
    [InlineData("rounds", "mas.yaml is 'rounds'; expected options, one per line, such as rounds: 40.")]
    [InlineData("rounds: *usual", "*usual (mas.yaml, line 1) is unknown; expected &usual before it.")]
    [InlineData("batch: !!int 4", "tag:yaml.org,2002:int (mas.yaml, line 1) is a tag; expected none.")]
    [InlineData("seed: 4\n---\nbatch: 2", "mas.yaml, line 2, begins a second document; expected one.")]
    [InlineData("? [a]\n: 4", "mas.yaml, line 1, has a key that is not a name; expected options, one per line, such as ")]
    [InlineData("rounds: [[[[4]]]]", "mas.yaml, line 1, is nested too deeply; expected options, one per line, such as ")]
    [InlineData("rounds: [4", "mas.yaml, line 2, column 1, is not YAML: ")]
    [InlineData("rounds: [4\nbatch: 2\n", "mas.yaml is not YAML: a bracket or brace is not closed.")]
    [InlineData("rounds: 'four", "mas.yaml, line 1, column 9, is not YAML: while scanning a quoted scalar, found unexpected end of stream.")]
    [InlineData("rounds: 4\n batch: 2", "mas.yaml, line 2, column 7, is not YAML: ")]
    [InlineData("out: runs/a\u0007b", "mas.yaml, line 1, has a control character; expected plain text.")]
    [InlineData("out: \"runs/a\\nb\"", @"'runs/a\u000Ab' cannot be used; expected text on one line without control characters.")]
    public void AFaultIsASentenceWithItsLineAndNothingIsWritten(string content, string expected)
    {
        File.WriteAllText(Config, content);

        var run = CommandRun.Of("run", "--config", Config);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.StartsWith(expected, Assert.Single(run.Faults).Replace(Config, "mas.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void AllFaultsOfFileAndCommandLineAreToldAtOnce()
    {
        File.WriteAllText(
            Config,
            """
            raunds: 4
            batch: 0
            momentum: 1
            rounds: {}
            merge-rounds: 9000
            batch: 2
            encoder: vgg
            """);

        var run = CommandRun.Of("run", "--config", Config, "--seed", "-1", "--wieght-decay", "1");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Equal(
            [
                "'--wieght-decay' is not an option of 'mas run'; did you mean --weight-decay?",
                "--seed is '-1'; expected a whole number, 0 to 18446744073709551615.",
                "batch (mas.yaml, line 2) is 0; expected a whole number, 1 to 1024.",
                "batch (mas.yaml, line 6) is listed more than once, first in line 2.",
                "encoder (mas.yaml, line 7) is 'vgg'; expected ",
                "momentum (mas.yaml, line 3) is 1; expected a number, at least 0 and below 1.",
                "raunds (mas.yaml, line 1) is unknown; did you mean rounds?",
                "rounds (mas.yaml, line 4) is a mapping; expected a value, or null for the default.",
            ],
            run.Faults.Select(fault => fault.Replace(Config, "mas.yaml", StringComparison.Ordinal).Split("one of ")[0])
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("methods:\n  - tag-3\n  - mergesplit", "methods (mas.yaml, line 3): 'mergesplit' is not a method; expected one of ")]
    [InlineData("methods:\n  - method: merge-and-split\n    inhert: none",
        "inhert (mas.yaml, line 3) is unknown; did you mean inherit?")]
    [InlineData("methods:\n  - method: merge-and-split\n    inherit: some",
        "inherit (mas.yaml, line 3) is 'some'; expected one of all, encoder, none.")]
    [InlineData("methods:\n  - method: tag\n    groups: 0", "groups (mas.yaml, line 3) is 0; expected a whole number, at least 1, or auto.")]
    [InlineData("methods:\n  - method: tag\n    mu: 1", "methods (mas.yaml, line 2): tag:mu=1: tag does not read mu.")]
    [InlineData("methods:\n  - groups: 3", "A row of methods (mas.yaml, line 2) has no method; expected ")]
    [InlineData("methods:\n  -", "A row of methods (mas.yaml, line 2) is empty; expected ")]
    [InlineData("methods:\n  - tag-3\n  - tag-3",
        "methods (mas.yaml, line 1): tag-3 is listed more than once; expected each method once.")]
    [InlineData("seeds: 0", "seeds (mas.yaml, line 1) is 0; expected a whole number, 1 to 1000.")]
    [InlineData("methods: [merge-and-split-2, tag-2]\nrounds: 4\nmerge-rounds: 4",
        "merge-and-split-2: merge-rounds (mas.yaml, line 3) is 4; expected a whole number, 1 to 3, as rounds (mas.yaml, line 2) is 4.")]
    public void AFaultOfARowHasItsLine(string content, string expected)
    {
        File.WriteAllText(Config, content);

        var run = CommandRun.Of("compare", "--config", Config);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.StartsWith(expected, Assert.Single(run.Faults).Replace(Config, "mas.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void AFileThatIsNotThereOrNotTextIsAFault()
    {
        File.WriteAllBytes(_folder["latin"], [.. "out: caf"u8, 0xe9]);
        File.WriteAllText(_folder["large"], new string('#', (1 << 20) + 1));

        Assert.Equal(
            $"--config {Config} does not exist; 'mas init' writes such a file.", Fault(Config));
        Assert.Equal($"--config {_folder["."]} is a folder; expected a file of options in YAML.", Fault(_folder["."]));
        Assert.Equal(
            $"--config {_folder["latin"]} is not UTF-8 text; expected a file of options in YAML.", Fault(_folder["latin"]));
        Assert.Equal(
            $"--config {_folder["large"]} is larger than 1 MB; expected a file of options in YAML.", Fault(_folder["large"]));

        static string Fault(string path) => Assert.Single(CommandRun.Of("run", "--config", path).Faults);
    }

    [Fact]
    public void DeepBracketsAreRefusedAtOnce()
    {
        File.WriteAllText(Config, $"rounds: {new string('[', 500_000)}");

        Assert.Contains("is nested too deeply", Assert.Single(CommandRun.Of("run", "--config", Config).Faults));
    }

    [Fact]
    public void WhereTheRunRefusesAnOptionOfTheFileItsLineIsNamed()
    {
        Directory.CreateDirectory(_folder["taken"]);
        File.WriteAllText(Config, $"rounds: 4\nmerge-rounds: 2\nout: {_folder["taken"]}");

        var run = CommandRun.Of("run", "--config", Config);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.StartsWith($"out ({Config}, line 3) {_folder["taken"]} already exists; ", Assert.Single(run.Faults));
    }
}
