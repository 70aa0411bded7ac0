using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Mas.Cli;

namespace Mas.Tests.Cli;

public class HelpTests
{
    [Fact]
    public void EveryVerbTellsItsOptionsAndDefaults()
    {
        foreach (var (path, verb) in Verbs(Root(), ""))
        {
            var run = CommandRun.Of([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            var text = string.Join(' ', run.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

            Assert.Equal(ExitCode.Done, run.Code);
            Assert.Empty(run.Error);
            Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 100, line));
            foreach (var option in verb.Options.Where(option => option is not HelpOption and not VersionOption))
            {
                Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{path} {option.Name}");
                Assert.Contains(option.Name, text);
                if (option.HasDefaultValue && option.ValueType != typeof(bool))
                    Assert.Contains($"Default: {Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture)}.", text);
            }
        }
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

    private static RootCommand Root() => CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, Watched: false));

    private static IEnumerable<(string Path, Command Verb)> Verbs(Command command, string path) =>
        command.Subcommands.SelectMany(verb => Verbs(verb, $"{path} {verb.Name}")).Prepend((path, command));
}
