using System.CommandLine;
using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning.Needs;

namespace Mas.Cli.Parsing;

/// <summary>The options of every verb of <c>mas bench</c>: some of a run's, with defaults of their own.</summary>
internal sealed class BenchChoices
{
    private static readonly TimedModelOptions _standard = new();

    private readonly RunChoices _run = new(AsRun(_standard));

    private readonly Option<int> _steps;

    private readonly Option<bool> _json = Choice.Json();

    /// <summary>The options, adding them to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="steps">The default of <c>--steps</c>: what is repeated differs in length.</param>
    public BenchChoices(Verb verb, int steps)
    {
        _steps = Choice.Whole("--steps", steps, new(1, 100_000), "Repetitions that are timed, after a warm-up");
        var imageSize = _run[nameof(RunOptions.ImageSize)];
        imageSize.Aliases.Add("--size");
        imageSize.Description += " --size is the same.";
        verb.Add(
            OptionSection.Training, _run[nameof(RunOptions.Encoder)], _run[nameof(RunOptions.Tasks)], imageSize,
            _run[nameof(RunOptions.Batch)]);
        verb.Add(OptionSection.Results, _steps, _run[nameof(RunOptions.Threads)], _json);
        verb.Faults = parsed => CommandCatalogue.Runs.Faults(_run.Read(parsed), OptionSpelling.Command);
    }

    /// <summary>Whether one JSON document is asked for.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>What the command line asks for.</summary>
    public TimedModelOptions Read(ParseResult parsed)
    {
        var run = _run.Read(parsed);
        return new()
        {
            Learning = CommandCatalogue.Learning,
            Encoder = run.Encoder,
            Tasks = run.Tasks,
            ImageSize = run.ImageSize,
            Batch = run.Batch,
            Threads = run.Threads,
            Steps = parsed.GetValue(_steps),
        };
    }

    private static RunOptions AsRun(TimedModelOptions options) => new()
    {
        Method = MethodCatalogue.Together.Name,
        Encoder = options.Encoder,
        Tasks = options.Tasks,
        ImageSize = options.ImageSize,
        Batch = options.Batch,
        Threads = options.Threads,
    };
}
