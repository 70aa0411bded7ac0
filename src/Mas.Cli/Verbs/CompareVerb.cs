using System.CommandLine;
using Mas.Cli.Configuration;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Comparisons;
using Mas.Federation.Methods;

namespace Mas.Cli.Verbs;

/// <summary><c>mas compare</c>: several methods with several seeds, in one table.</summary>
internal static class CompareVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var choices = new RunChoices();
        var methods = Choice.Word(
            "--methods", "A,B,...", ComparisonOptions.StandardMethods,
            $"The methods to compare, separated by commas: {string.Join(", ", MethodCatalogue.Standard.Names)}.\n"
            + "- A number of groups follows the name: tag-3.\n"
            + "- Options of one method follow after colons: merge-and-split-2:inherit=none. They are "
            + $"{string.Join(", ", MethodChoice.OwnOptions(MethodCatalogue.Standard))}.");
        var seeds = Choice.Whole(
            "--seeds", 1, ComparisonOptions.SeedRange, "Number of seeds to run every method with, starting at --seed");
        var place = Choice.Place(
            "--out", "DIR", "The comparison's folder. An existing one with the same options is continued; "
            + "methods and seeds can be added. Default: a folder in runs/ named for the time.");
        var json = Choice.Json();
        var verb = new Verb(
            "compare",
            "Runs several methods on the same data and seeds, and lists their losses alongside their costs. A stage "
            + "that several methods share is trained once, and its full cost is charged to each.",
            "mas compare --seeds 3 --out runs/methods",
            "mas compare --methods one-by-one,tag-2,merge-and-split-2:inherit=none");
        verb.Add(OptionSection.Learning, methods, seeds);
        choices.AddTo(verb, "--method", "--out");
        verb.Add(OptionSection.Results, place, json);
        ConfigurationChoice.AddTo(verb);
        verb.Faults = parsed => Options(parsed).Faults();
        verb.SetAction(parsed =>
        {
            var folder = ComparisonFolder.Create(parsed.GetValue(place), Options(parsed), terminal.Error.WriteLine);
            return new ComparisonSession(terminal, folder, parsed.GetValue(json)).Run();
        });
        return verb;

        ComparisonOptions Options(ParseResult parsed) => new(
            [.. (parsed.GetValue(methods) ?? "").Split(',', StringSplitOptions.TrimEntries)], parsed.GetValue(seeds),
            choices.Read(parsed))
        {
            Catalogue = CommandCatalogue.Runs,
            Command = TypedCommand.Of(parsed),
        };
    }
}
