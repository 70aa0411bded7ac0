using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Mas.Cli;
using Mas.Cli.Parsing;
using Mas.Commands;
using Mas.Commands.Devices;
using Mas.Commands.Parsing;
using Mas.Device;
using Mas.Device.Limits;
using Mas.Federation.Runs;
using Mas.Learning.Needs;
using Mas.Rooms;
using Mas.Server.Orders;
using Mas.Server.Queue;
using Mas.Server.Security;

namespace Mas.Tests.Cli;

public class HelpTests
{
    private const int Columns = 80;

    public static TheoryData<string> Paths => [.. Verbs(Root(), "").Select(each => each.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void AVerbDescribesItsOptionsAndDefaultsIn80Columns(string path)
    {
        var run = CommandRun.Of([.. Words(path), "--help"]);
        var text = string.Join(' ', run.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Empty(run.Error);
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= Columns, line));
        foreach (var option in Own(Find(path)))
        {
            Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{path} {option.Name}");
            Assert.Contains(option.Name, text);
            if (HasDefault(option))
            {
                Assert.Contains($"Default: {Default(option)}.", text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void HelpIsAVerbToo(string path) =>
        Assert.Equal(CommandRun.Of([.. Words(path), "--help"]), CommandRun.Of(["help", .. Words(path)]));

    [Theory]
    [InlineData("init", "Usage: mas init [FILE] [options]")]
    [InlineData("list", "Usage: mas list [DIR] [options]")]
    [InlineData("predict", "Usage: mas predict MODEL --out FILE [options]")]
    public void AnArgumentThatMayBeLeftOutIsInBrackets(string verb, string usage) =>
        Assert.Contains($"\n{usage}\n", CommandRun.Of("help", verb).Out);

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryExampleIsACommandLineOfItsVerb(string path)
    {
        if (Find(path) is not Verb verb)
        {
            Assert.NotEmpty(Find(path).Subcommands);
            return;
        }

        Assert.NotEmpty(verb.Examples);
        foreach (var example in verb.Examples)
        {
            var parsed = Root().Parse([.. example.Split(' ').Skip(1).Select(word => word.Trim('\''))]);

            Assert.All(ParseFaults.Of(parsed), fault => Assert.Contains("that exists", fault));
            Assert.Equal(verb.Name, parsed.CommandResult.Command.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryOptionIsUnderAHeading(string path)
    {
        if (Find(path) is Verb { Sections.Count: > 0 } verb)
        {
            Assert.Empty(Own(verb).Except(verb.Sections.SelectMany(section => section.Options)));
        }
    }

    [Fact]
    public void TheDefaultsOfARunAreThoseOfItsOptions()
    {
        var choices = new RunChoices();
        Assert.Equal(TestCatalogue.Options, choices.Read(Parsed(choices.AddTo)));
        Assert.Equal(TestCatalogue.Options with { Rounds = 7 }, With(TestCatalogue.Options with { Rounds = 7 }));

        static RunOptions With(RunOptions standard)
        {
            var choices = new RunChoices(standard);
            return choices.Read(Parsed(choices.AddTo));
        }
    }

    [Fact]
    public void TheDefaultsOfAServerAreThoseOfItsTerms()
    {
        FleetChoices fleet = null!;
        LimitChoices limits = null!;
        var standard = TestCatalogue.Options;
        var parsed = Parsed((verb, _) =>
        {
            fleet = new FleetChoices(verb, 4, "Devices", 10);
            limits = new LimitChoices(verb);
        });
        var options = limits.Read(parsed, fleet.Read(parsed, standard));

        Assert.Equal(new OrderTerms(), options.Orders);
        Assert.Equal(new LimitTerms(), options.Limits);
        Assert.Equal(new QueueTerms { Catalogue = TestCatalogue.Runs, Defaults = standard }, options.Queue);
        Assert.Equal(("4", "10"), (Default("serve", "--devices"), Default("serve", "--window")));
    }

    [Fact]
    public void TheDefaultsOfADeviceAreThoseOfItsOptions()
    {
        OwnLimitChoices limits = null!;
        var parsed = Parsed((verb, _) => limits = new OwnLimitChoices(verb));
        var standard = new DeviceOptions { Learning = TestCatalogue.Learning, Server = new Uri("http://localhost"), Folder = "device", Data = "data" };
        var read = limits.Read(parsed, standard);

        Assert.Equal(new OwnLimits(), read.Limits);
        Assert.Equal(standard.MemoryBytes >> 20, read.MemoryBytes >> 20);
        Assert.Equal($"{standard.Threads}", Default("device", "--threads"));
    }

    [Fact]
    public void TheDefaultsOfBenchmarksAndRoomsAreThoseOfTheirOptions()
    {
        BenchChoices bench = null!;
        var parsed = Parsed((verb, _) => bench = new BenchChoices(verb, 20));
        var rooms = new RoomsOptions();

        Assert.Equal(new TimedModelOptions { Learning = TestCatalogue.Learning }, bench.Read(parsed));
        Assert.Equal("20", Default("bench step", "--steps"));
        Assert.Equal(
            ($"{rooms.Buildings}", $"{rooms.ImageSize}", $"{rooms.Seed}", $"{rooms.Threads}"),
            (Default("data rooms", "--buildings"), Default("data rooms", "--image-size"),
                Default("data rooms", "--seed"),
                Default("data rooms", "--threads")));
    }

    /// <summary>What a submission leaves out is as the server says, so that a default here would be wrong.</summary>
    [Fact]
    public void TheRecipeOfASubmissionHasNoDefaults()
    {
        string[] recipe = [.. Own(Find("run")).Select(option => option.Name)];

        Assert.All(
            Own(Find("submit")).Where(option => recipe.Contains(option.Name)),
            option => Assert.False(HasDefault(option), option.Name));
        Assert.Contains("options that are omitted take the server's defaults", Flat(CommandRun.Of("submit", "--help").Out));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(24)]
    public void WhereATerminalIsNarrowNoLineOfTextIsWider(int columns)
    {
        using var output = new StringWriter();
        CommandLine.Run(["run", "--help"], new Terminal(output, TextWriter.Null, Watched: true) { Width = columns });

        // An example is kept whole, to be copied.
        Assert.All(
            output.ToString().Split('\n').Where(line => !line.StartsWith("  mas ", StringComparison.Ordinal)),
            line => Assert.True(line.Length <= columns || !line.Trim().Contains(' '), line));
    }

    [Fact]
    public void NothingAtAllAsksForHelp() => Assert.Contains("Usage: mas VERB", CommandRun.Of().Out);

    [Fact]
    public void TheVersionIsOneLine()
    {
        var run = CommandRun.Of("--version");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Matches(@"^mas \d+\.\d+\.\d+\r?\n$", run.Out);
    }

    private static Command Root() => CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, Watched: false));

    private static string[] Words(string path) => path.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Command Find(string path) => Verbs(Root(), "").Single(each => each.Path == path).Verb;

    private static IEnumerable<(string Path, Command Verb)> Verbs(Command command, string path) => command.Subcommands
        .SelectMany(verb => Verbs(verb, $"{path} {verb.Name}".Trim())).Prepend((path, command));

    private static IEnumerable<Option> Own(Command verb) =>
        verb.Options.Where(option => option is not HelpOption and not VersionOption);

    private static bool HasDefault(Option option) => option.HasDefaultValue && option.ValueType != typeof(bool);

    private static string? Default(Option option) =>
        Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture);

    private static string? Default(string path, string option) =>
        Default(Find(path).Options.Single(each => each.Name == option));

    /// <summary>The empty command line of a verb with these options.</summary>
    private static ParseResult Parsed(Action<Verb, string[]> add)
    {
        var verb = new Verb("verb", "A verb.");
        add(verb, []);
        return verb.Parse("");
    }
}
