using System.CommandLine;
using Mas.Cli;
using Mas.Commands;

namespace Mas.Tests.Cli;

/// <summary>
/// What every verb ends with, from its options alone; that work ends with 0 and 130 is tested with the work.
/// </summary>
public class ExitCodeTests
{
    private const string Nowhere = "/nowhere/at/all";
    private const string Server = "--server http://localhost:1 --key mas-1";

    public static TheoryData<string> Verbs => [.. Leaves(Root(), "")];

    public static TheoryData<string> VerbsWithValues => [.. Leaves(Root(), "").Where(verb => Valued(verb) is not null)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void HelpIsDone(string verb) => Assert.Equal(ExitCode.Done, Code($"{verb} --help"));

    [Theory]
    [MemberData(nameof(Verbs))]
    public void AnUnknownOptionIsBadInput(string verb) => Assert.Equal(ExitCode.BadInput, Code($"{verb} --frob"));

    [Theory]
    [MemberData(nameof(VerbsWithValues))]
    public void AMissingValueIsBadInput(string verb)
    {
        var option = Valued(verb)!;

        var run = CommandRun.Of([.. verb.Split(' '), option.Name]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(
            run.Faults, fault => fault.StartsWith($"{option.Name} needs a value", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($"run --data {Nowhere}")]
    [InlineData($"resume {Nowhere}")]
    [InlineData($"compare --data {Nowhere} --out {Nowhere}/out")]
    [InlineData($"plan --data {Nowhere}")]
    [InlineData($"plan --run {Nowhere}")]
    [InlineData($"group --affinity {Nowhere}.json")]
    [InlineData($"group --run {Nowhere}")]
    [InlineData($"data inspect {Nowhere}")]
    [InlineData("data rooms --out /dev/null/rooms --buildings 1 --image-size 16")]
    [InlineData("run --out /dev/null/run")]
    [InlineData("compare --out /dev/null/comparison")]
    [InlineData($"evaluate {Nowhere}")]
    [InlineData($"predict {Nowhere} --out picture.png")]
    [InlineData($"report {Nowhere}")]
    [InlineData("fleet --fleet /dev/null/fleet")]
    [InlineData("serve --fleet /dev/null/fleet")]
    [InlineData("certificate --out /dev/null/tls")]
    [InlineData("key --name ann --fleet /dev/null/fleet")]
    [InlineData("token --client ashford --fleet /dev/null/fleet")]
    [InlineData("revoke ashford --fleet /dev/null/fleet")]
    [InlineData("audit --fleet /dev/null/fleet")]
    [InlineData($"device --server http://localhost:1 --data {Nowhere} --folder /dev/null/device")]
    public void AMissingFileOrFolderIsBadInputAndNotAFailure(string line)
    {
        var run = CommandRun.Of(line.Split(' '));

        Assert.True(run.Code == ExitCode.BadInput, $"{run.Code}: {run.Error}");
        Assert.NotEmpty(run.Faults);
        Assert.DoesNotContain("mas failed", run.Error);
    }

    [Theory]
    [InlineData($"status {Server}")]
    [InlineData($"submit --tasks sd {Server}")]
    [InlineData($"cancel s1 {Server}")]
    [InlineData($"approve r1 {Server}")]
    [InlineData($"fetch s1 --out {Nowhere} {Server}")]
    public void AServerThatIsAwayIsAFailure(string line) => Assert.Equal(ExitCode.Failed, Code(line));

    private static int Code(string line) => CommandRun.Of(line.Split(' ')).Code;

    private static Option? Valued(string verb) => Find(verb).Options
        .FirstOrDefault(option => option.ValueType != typeof(bool) && option.HelpName is not null);

    private static Command Root() =>
        CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, Watched: false));

    private static Command Find(string path) => path.Split(' ').Aggregate(
        Root(), (command, name) => command.Subcommands.Single(verb => verb.Name == name));

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path] : command.Subcommands.SelectMany(verb => Leaves(verb, $"{path} {verb.Name}".Trim()));
}
