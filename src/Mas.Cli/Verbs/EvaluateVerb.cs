using System.CommandLine;
using System.Text.Json;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Reports.Comparing;
using Mas.Reports.Stories;

namespace Mas.Cli.Verbs;

/// <summary><c>mas evaluate</c>: the losses of a run's or a comparison's final models, on views of choice.</summary>
internal static class EvaluateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of the run or the comparison." };
        var data = Choice.Place(
            "--data", "DIR", "A data set in Taskonomy's layout, such as buildings that no client trained on. Default: "
            + "the run's own.");
        var cache = RunChoice.Cache();
        var split = SplitChoice.Create("The examples to evaluate on");
        var statistics = Choice.OneOf(
            "--statistics", "running", ["running", "batch"], "The statistics batch norms use: running (those of the "
            + "model), batch (those of the batch that is evaluated, as in training).");
        var threads = Choice.Threads("evaluate at once");
        var json = Choice.Json();
        var verb = new Verb(
            "evaluate",
            "Evaluates the final models of a run again, or those of all finished runs of a comparison. The data, "
            + "the split and the statistics of batch norms may differ from those at the run's end. Changes nothing.",
            "mas evaluate runs/first",
            "mas evaluate runs/first --split train --statistics batch")
        {
            directory,
        };
        verb.Add(OptionSection.Data, data, cache, split);
        verb.Add(OptionSection.Results, statistics, threads, json);
        verb.SetAction(parsed =>
        {
            var place = parsed.GetValue(directory)!;
            var (name, statisticsName) = (parsed.GetValue(split)!, parsed.GetValue(statistics)!);
            var chosen = SplitChoice.Of(name);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var places = Places(place);
                using var dataset = Open(
                    places, parsed.GetValue(data), parsed.GetValue(cache), terminal, interruption.Token);
                using var evaluation = new RunEvaluation(
                    dataset, CommandCatalogue.Runs, chosen, ofBatches: statisticsName == "batch",
                    parsed.GetValue(threads));
                var methods = places.GroupBy(run => run.Method, run => run.Path)
                    .Select(runs => new ComparedMethod(
                        runs.Key, [.. runs.Select(run => Evaluated(run, evaluation, interruption.Token))]))
                    .ToList();
                var constant = evaluation.OfConstants(
                    methods[0].Runs[0].Story.Options, interruption.Token).GetAwaiter().GetResult();
                var evaluated = new EvaluatedRuns(dataset.Location, name, statisticsName, constant, Losses(methods));
                if (parsed.GetValue(json))
                {
                    terminal.Out.WriteLine(JsonSerializer.Serialize(evaluated, CliJson.Default.EvaluatedRuns));
                }
                else
                {
                    Show(terminal, evaluated, methods);
                }

                return ExitCode.Done;
            });
        });
        return verb;
    }

    private static IReadOnlyList<(string Method, string Path)> Places(string place)
    {
        if (!ComparisonFolder.Is(place))
        {
            using var folder = RunFolder.Look(place, CommandCatalogue.Learning);
            return [(folder.Options.Method, place)];
        }

        var finished = ComparisonFolder.Open(place, CommandCatalogue.Runs).Runs.Where(run => run.IsFinished).ToList();
        return finished.Count > 0
            ? [.. finished.Select(run => (run.Method, run.Path))]
            : throw new InputException(
                $"{place} has no finished run, so there is no final model to evaluate; 'mas resume {place}' continues "
                + "it.");
    }

    private static IShardSet Open(
        IReadOnlyList<(string Method, string Path)> places, string? data, string? cache, Terminal terminal,
        CancellationToken cancellation)
    {
        using var first = RunFolder.Look(places[0].Path, CommandCatalogue.Learning);
        return data is null
            ? first.OpenData(new ResumeOptions { Cache = cache }, terminal.Error.WriteLine, cancellation)
            : RunData.Open(
                first.Options with { Data = data, Cache = cache ?? first.Options.Cache }, terminal.Error.WriteLine,
                cancellation);
    }

    private static ComparedRun Evaluated(string path, RunEvaluation evaluation, CancellationToken cancellation)
    {
        using var folder = RunFolder.Look(path, CommandCatalogue.Learning);
        var losses = evaluation.Losses(folder, cancellation).GetAwaiter().GetResult();
        return new ComparedRun(
            folder.Options.Seed, RunStory.Read(folder, CommandCatalogue.Runs),
            ResultFile.Read(folder.ResultPath) with { TestLoss = losses });
    }

    private static EvaluatedRun[] Losses(IReadOnlyList<ComparedMethod> methods) =>
    [
        .. from method in methods
           from run in method.Runs
           select new EvaluatedRun(method.Name, run.Seed, run.Result.TestLoss),
    ];

    private static void Show(Terminal terminal, EvaluatedRuns evaluated, IReadOnlyList<ComparedMethod> methods) =>
        ResultTables.Console(terminal, terminal.Out).Write(ResultTables.Evaluated(
            $"Loss on {evaluated.Split} examples of {evaluated.Data}, by {evaluated.Statistics} statistics",
            ComparisonTable.Of("", [.. methods.Select(method => method with
            {
                Runs = [.. method.Runs.Select(run => run with
                {
                    Result = run.Result with { ConstantTestLoss = evaluated.Constant },
                })],
            })])));
}
