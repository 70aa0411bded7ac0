using System.CommandLine;
using Mas.Federation.Runs;
using Mas.Learning.Benchmarks;

namespace Mas.Cli.Parsing;

/// <summary>The options of every verb of <c>mas bench</c>; their ranges are those of a run.</summary>
internal sealed class BenchChoices
{
    private static readonly BenchmarkOptions _standard = new();

    private readonly Option<string> _encoder = Choice.OneOf(
        "--encoder", _standard.Encoder, RunOptions.Encoders, RunChoices.EncoderNames);

    private readonly Option<string> _tasks = Choice.Word(
        "--tasks", "LETTERS", _standard.Tasks, RunChoices.TaskLetters);

    private readonly Option<int> _imageSize = Choice.ImageSize(
        "--image-size", _standard.ImageSize, "Width and height of the pictures in pixels; --size is the same");

    private readonly Option<int> _batch = Choice.Whole(
        "--batch", _standard.Batch, RunRanges.Batch, "Pictures per batch");

    private readonly Option<int> _threads = Choice.Threads("share the work");

    private readonly Option<int> _steps;

    private readonly Option<bool> _json = Choice.Json();

    /// <summary>The options, adding them to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="steps">The default of <c>--steps</c>: what is repeated differs in length.</param>
    public BenchChoices(Verb verb, int steps)
    {
        _steps = Choice.Whole("--steps", steps, new(1, 100_000), "Repetitions that are timed, after a warm-up");
        _imageSize.Aliases.Add("--size");
        verb.Add(OptionSection.Training, _encoder, _tasks, _imageSize, _batch);
        verb.Add(OptionSection.Results, _steps, _threads, _json);
        verb.Faults = parsed => AsRun(Read(parsed)).Faults();
    }

    /// <summary>Whether one JSON document is asked for.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>What the command line asks for.</summary>
    public BenchmarkOptions Read(ParseResult parsed) => new()
    {
        Encoder = parsed.GetValue(_encoder) ?? "",
        Tasks = parsed.GetValue(_tasks) ?? "",
        ImageSize = parsed.GetValue(_imageSize),
        Batch = parsed.GetValue(_batch),
        Threads = parsed.GetValue(_threads),
        Steps = parsed.GetValue(_steps),
    };

    private static RunOptions AsRun(BenchmarkOptions options) => new()
    {
        Method = "all-in-one",
        Encoder = options.Encoder,
        Tasks = options.Tasks,
        ImageSize = options.ImageSize,
        Batch = options.Batch,
        Threads = options.Threads,
    };
}
