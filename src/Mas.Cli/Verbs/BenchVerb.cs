using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Benchmarks;
using Mas.Learning.Benchmarks;
using Mas.Learning.Needs;

namespace Mas.Cli.Verbs;

/// <summary><c>mas bench</c>: times the engine on this machine.</summary>
internal static class BenchVerb
{
    /// <summary>The verb and its own verbs.</summary>
    public static Command Create(Terminal terminal) => new(
        "bench", "Times training, measuring affinities, rounds and inference on this machine.")
    {
        Of(
            terminal, "step", "Times a training step: forward, losses, backward and SGD on fixed random data.", 20,
            CliJson.Default.StepFigures, BenchTables.Step,
            (options, _) => StepBenchmark.Measure(options, TimeProvider.System)),
        Of(
            terminal, "probe", "Times training steps that measure which task helps which, and steps that do not.", 10,
            CliJson.Default.ProbeFigures, BenchTables.Probe,
            (options, _) => ProbeBenchmark.Measure(options, TimeProvider.System)),
        Of(
            terminal, "round",
            "Times the clients' part of a round, four buildings of the Rooms, on one thread and on all.", 5,
            CliJson.Default.RoundFigures, BenchTables.Round,
            (options, cancellation) => RoundBenchmark.Measure(
                options, TimeProvider.System, terminal.Error.WriteLine, cancellation)),
        Of(
            terminal, "infer", "Times inference: the output of every task for one batch.", 50,
            CliJson.Default.InferenceFigures, BenchTables.Inference,
            (options, _) => InferenceBenchmark.Measure(options, TimeProvider.System)),
    };

    private static Command Of<TFigures>(
        Terminal terminal, string name, string description, int steps, JsonTypeInfo<TFigures> json,
        Func<TFigures, IEnumerable<(string What, string Value)>> lines,
        Func<TimedModelOptions, CancellationToken, TFigures> measure)
    {
        var verb = new Verb(name, description, $"mas bench {name}", $"mas bench {name} --encoder xception --batch 8");
        var choices = new BenchChoices(verb, steps);
        verb.SetAction(parsed =>
        {
            var options = choices.Read(parsed);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var figures = measure(options, interruption.Token);
                if (choices.Json(parsed))
                {
                    terminal.Out.WriteLine(JsonSerializer.Serialize(figures, json));
                }
                else
                {
                    BenchTables.Show(terminal, options, lines(figures));
                }

                return ExitCode.Done;
            });
        });
        return verb;
    }
}
