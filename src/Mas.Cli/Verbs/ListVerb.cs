using System.CommandLine;
using System.Text.Json;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Ledgers;
using Mas.Learning.Tasks;

namespace Mas.Cli.Verbs;

/// <summary><c>mas list</c>: the runs of a folder.</summary>
internal static class ListVerb
{
    private const string Usual = "runs";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR")
        {
            Description = $"The folder of runs and comparisons. Default: {Usual}.",
            DefaultValueFactory = _ => Usual,
        };
        var json = Choice.Json();
        var verb = new Verb(
            "list",
            "Lists the runs of a folder, and those of its comparisons: method, state, rounds, total test loss, age, size and "
            + "tasks. Folders that are not runs are named on standard error.",
            "mas list",
            "mas list experiments --json")
        {
            directory,
        };
        verb.Add(OptionSection.Results, json);
        verb.SetAction(parsed =>
        {
            var folder = parsed.GetValue(directory)!;
            var isUsual = parsed.GetResult(directory) is not { Implicit: false };
            var listed = isUsual && !Directory.Exists(folder) ? new ListedRuns(folder, [], []) : RunListing.Of(folder);
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(JsonSerializer.Serialize(listed, CliJson.Default.ListedRuns));
            }
            else if (listed.Runs.Count == 0)
            {
                terminal.Out.WriteLine($"{folder} has no runs.");
            }
            else
            {
                Table(listed.Runs, DateTime.UtcNow).Write(ResultTables.Console(terminal, terminal.Out));
            }

            foreach (var sentence in listed.Skipped)
            {
                terminal.Error.WriteLine(sentence);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static FittingTable Table(IEnumerable<ListedRun> runs, DateTime now)
    {
        var table = new FittingTable("run", "method", "state", "rounds", "loss", "age", "size", "tasks") { HangsRows = true };
        foreach (var run in runs)
        {
            table.Add(
                run.Name, run.Method, run.State.ToString().ToLowerInvariant(), $"{run.Round}/{run.Rounds}",
                Quantity.Loss(run.TestLoss), run.Started is { } started ? Age(now - started) : "-",
                Quantity.Bytes(run.Bytes), TaskMarks.Write(run.Tasks));
        }

        return table;
    }

    private static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 1 } => $"{(int)age.TotalDays} d",
        { TotalHours: >= 1 } => $"{(int)age.TotalHours} h",
        { TotalMinutes: >= 1 } => $"{(int)age.TotalMinutes} min",
        _ => $"{Math.Max(0, (int)age.TotalSeconds)} s",
    };
}
