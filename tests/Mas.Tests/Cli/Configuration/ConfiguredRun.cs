using System.CommandLine;
using Mas.Cli.Configuration;
using Mas.Cli.Parsing;
using Mas.Commands.Parsing;
using Mas.Federation.Runs;

namespace Mas.Tests.Cli.Configuration;

/// <summary>The options of a run as <c>mas run</c> reads them from a command line and the file that it names.</summary>
internal static class ConfiguredRun
{
    internal static RunOptions Options(params string[] words)
    {
        var (verb, choices) = (new Verb("run", "Runs."), new RunChoices());
        choices.AddTo(verb);
        ConfigurationChoice.AddTo(verb);
        var root = new RootCommand { verb };
        words = ["run", .. words];
        var command = ConfiguredCommand.Read(words, root.Parse(words));

        Assert.Empty(command.Faults);
        Assert.Empty(command.Notes);
        return choices.Read(command.Parsed);
    }
}
