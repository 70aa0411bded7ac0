using System.CommandLine;
using System.Globalization;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Benchmarks;

namespace Mas.Cli.Parsing;

/// <summary>The options of every verb of <c>mas bench</c>; their ranges are those of a run.</summary>
internal sealed class BenchChoices
{
    private const int MaximumSteps = 100_000;

    private static readonly BenchmarkOptions _standard = new();

    private readonly Option<string> _encoder = Choice.Word(
        "--encoder", "NAME", _standard.Encoder, "The part of the model that tasks share: "
        + string.Join(", ", RunOptions.Encoders) + ".");

    private readonly Option<string> _tasks = Choice.Word(
        "--tasks", "LETTERS", _standard.Tasks, "The tasks, a letter each, as of mas run.");

    private readonly Option<int> _imageSize = Choice.Whole(
        "--image-size", _standard.ImageSize, "Width and height of the pictures in pixels; a multiple of "
        + $"{RunRanges.ImageSizeStep} from {RunRanges.ImageSize}. Or: --size.");

    private readonly Option<int> _batch = Choice.Whole(
        "--batch", _standard.Batch, $"Pictures in a batch; {RunRanges.Batch}.");

    private readonly Option<int> _threads = Choice.Whole(
        "--threads", _standard.Threads, $"Threads that share the work; {RunRanges.Threads}.");

    private readonly Option<int> _steps;

    private readonly Option<bool> _json = Choice.Json();

    /// <summary>The options, adding them to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="steps">The default of <c>--steps</c>: what is repeated differs in length.</param>
    public BenchChoices(Command verb, int steps)
    {
        _steps = Choice.Whole(
            "--steps", steps, $"Repetitions that are timed, after a warm-up; 1 to {MaximumSteps}.");
        _imageSize.Aliases.Add("--size");
        Option[] all = [_encoder, _tasks, _imageSize, _batch, _threads, _steps, _json];
        foreach (var option in all)
            verb.Add(option);
    }

    /// <summary>Whether one JSON document is asked for.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="InputException">Something cannot be measured; every fault is named.</exception>
    public BenchmarkOptions Read(ParseResult parsed)
    {
        var options = new BenchmarkOptions
        {
            Encoder = parsed.GetValue(_encoder) ?? "",
            Tasks = parsed.GetValue(_tasks) ?? "",
            ImageSize = parsed.GetValue(_imageSize),
            Batch = parsed.GetValue(_batch),
            Threads = parsed.GetValue(_threads),
            Steps = parsed.GetValue(_steps),
        };
        var asRun = new RunOptions
        {
            Method = "all-in-one",
            Encoder = options.Encoder,
            Tasks = options.Tasks,
            ImageSize = options.ImageSize,
            Batch = options.Batch,
            Threads = options.Threads,
        };
        List<string> faults = [.. asRun.Faults()];
        if (options.Steps is < 1 or > MaximumSteps)
        {
            var found = options.Steps.ToString(CultureInfo.InvariantCulture);
            faults.Add($"--steps {found} is out of range; it must be 1 to {MaximumSteps}.");
        }

        return faults.Count == 0 ? options : throw new InputException(string.Join(Environment.NewLine, faults));
    }
}
