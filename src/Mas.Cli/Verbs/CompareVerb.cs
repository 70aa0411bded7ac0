using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Comparisons;
using Mas.Federation.Runs;

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
            $"What to compare, with commas: {string.Join(", ", RunOptions.Methods)}; those that make groups with their "
            + "number, as in tag-3; any with options of its own, as in merge-and-split-2:inherit=none: "
            + $"{string.Join(", ", MethodChoice.OwnOptions)}.");
        var seeds = Choice.Whole(
            "--seeds", 1, $"Seeds, from --seed on, each with every method; {ComparisonOptions.SeedRange}.");
        var place = Choice.Place(
            "--out", "DIR", "The comparison's folder; one that was begun with the same options goes on, and takes more methods "
            + "and seeds. Left out: runs/ and a name made of the time.");
        var json = Choice.Json();
        var verb = new Command(
            "compare",
            "Trains several methods on the same data and seeds and sets their losses beside their costs. A stage that "
            + "several of them define alike is trained once and charged to each in full.")
        {
            methods, seeds,
        };
        choices.AddTo(verb, "--method", "--out");
        verb.Add(place);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var options = new ComparisonOptions(
                [.. (parsed.GetValue(methods) ?? "").Split(',', StringSplitOptions.TrimEntries)], parsed.GetValue(seeds),
                choices.Read(parsed))
            {
                Command = $"mas {string.Join(' ', parsed.Tokens.Select(token => token.Value))}",
            };
            var folder = ComparisonFolder.Create(
                parsed.GetValue(place) ?? ComparisonFolder.DefaultPath(TimeProvider.System), options,
                terminal.Error.WriteLine);
            return new ComparisonSession(terminal, folder, parsed.GetValue(json)).Run();
        });
        return verb;
    }
}
