using System.CommandLine;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Wire.Documents;

namespace Mas.Cli.Parsing;

/// <summary>
/// The options of <c>mas run</c>. Defaults and ranges are those of <see cref="RunOptions"/> and
/// <see cref="RunRanges"/>, so that help, validation and behaviour cannot drift apart.
/// </summary>
/// <param name="standard">The defaults; null = none here, a server has them.</param>
internal sealed class RunChoices(RunOptions? standard)
{
    private readonly Option<string> _tasks = Choice.Word("--tasks", "LETTERS", standard?.Tasks, TaskLetters);

    private readonly Option<string> _method = Choice.OneOf(
        "--method", standard?.Method, RunOptions.Methods, "How the tasks are trained; if omitted, a single task is "
        + "trained by all-in-one:"
        + string.Concat(RunMethod.All.Select(method => $"\n- {method.Name}: {method.Summary}")));

    private const string Rooms = "rooms";

    private readonly Option<string?> _data = Data();

    private readonly Option<string?> _cache = Choice.Cache();

    private readonly Option<int> _buildings = Choice.Whole(
        "--buildings", standard?.Buildings, RunRanges.Buildings, "Buildings of the Rooms, one per client");

    private readonly Option<int> _imageSize = Choice.ImageSize(
        "--image-size", standard?.ImageSize, "Width and height of the pictures in pixels");

    private readonly Option<int> _rounds = Choice.Whole(
        "--rounds", standard?.Rounds, RunRanges.Rounds, "Rounds of the whole run, including those before the split");

    private readonly Option<int> _clientsPerRound = Choice.Whole(
        "--clients-per-round", standard?.ClientsPerRound, RunRanges.ClientsPerRound,
        "Clients that train in a round, or all of them where there are fewer");

    private readonly Option<int> _overSelect = Choice.Whole(
        "--over-select", standard?.OverSelect, RunRanges.OverSelect,
        "Clients selected beyond --clients-per-round, so that a round need not wait for the slowest device");

    private readonly Option<int> _quorum = Choice.Whole(
        "--quorum", standard?.Quorum, RunRanges.ClientsPerRound,
        "Fewest updates that make a round count, at most --clients-per-round; with fewer the run ends and can be "
        + "resumed");

    private readonly Option<int> _localEpochs = Choice.Whole(
        "--local-epochs", standard?.LocalEpochs, RunRanges.LocalEpochs,
        "Passes of a client over its own pictures per round");

    private readonly Option<int> _evaluateEvery = Choice.Whole(
        "--evaluate-every", standard?.EvaluateEvery, RunRanges.EvaluateEvery,
        "Rounds between two evaluations on the validation pictures", "only at the end");

    private readonly Option<int> _mergeRounds = Choice.Whole(
        "--merge-rounds", standard?.MergeRounds, new(1, RunRanges.Rounds.Maximum - 1),
        "Rounds before the split, fewer than --rounds");

    private readonly Option<int> _groups = Choice.Groups(
        "--groups", standard?.Groups, "Number of groups, for tag and hoa the most there may be; 1 to the number of tasks. "
        + "auto: merge-and-split makes the best number within --budget.");

    private readonly Option<double> _budget = Choice.Real(
        "--budget", standard?.Budget, _budgets, "With --groups auto, the most floating-point operations the run may "
        + "take, as a share of what one-by-one takes", "no budget");

    private readonly Option<string> _split = Choice.OneOf(
        "--split", standard?.Split, RunOptions.SplitChoices,
        "The groups merge-and-split makes, by how tasks help each other: "
        + $"{string.Join(", ", RunOptions.SplitChoices)}.");

    private readonly Option<string> _inherit = Choice.OneOf(
        "--inherit", standard?.Inherit, RunOptions.InheritChoices,
        "What the groups of merge-and-split continue from: all (encoder and decoders), encoder, none.");

    private readonly Option<int> _probeEvery = Choice.Whole(
        "--probe-every", standard?.ProbeEvery, RunRanges.ProbeEvery,
        "Batches of a client between two measurements of which task helps which", "never");

    private readonly Option<string> _affinity = Choice.OneOf(
        "--affinity", standard?.Affinity, RunOptions.Affinities, "How affinity is measured: look-ahead (take a step "
        + "for each task and look), first-order (estimate it from the gradients, in a fraction of the time).");

    private readonly Option<string> _affinityMean = Choice.OneOf(
        "--affinity-mean", standard?.AffinityMean, RunOptions.AffinityMeans, "How the clients' measurements become one "
        + "matrix: plain (the mean), trimmed (one vote per client, without the largest and the smallest quarter).");

    private readonly Option<int> _probeRounds = Choice.Whole(
        "--probe-rounds", standard?.ProbeRounds, RunRanges.ProbeRounds,
        "Rounds, from the first, whose measurements decide the split");

    private readonly Option<int> _probeStop = Choice.Whole(
        "--probe-stop", standard?.ProbeStop, RunRanges.ProbeStop, "Measured rounds in a row with the same best groups "
        + $"after which measuring ends, but not before round {RunRanges.LeastProbedRounds}", "never");

    private readonly Option<string> _encoder = Choice.OneOf(
        "--encoder", standard?.Encoder, RunOptions.Encoders, EncoderNames);

    private readonly Option<int> _batch = Choice.Whole(
        "--batch", standard?.Batch, RunRanges.Batch, "Pictures per training step");

    private readonly Option<double> _learningRate = Choice.Real(
        "--learning-rate", standard?.LearningRate, RunRanges.LearningRate,
        "Learning rate of the first round, falling to 0 at the last");

    private readonly Option<double> _momentum = Choice.Real(
        "--momentum", standard?.Momentum, RunRanges.Momentum,
        "Momentum of stochastic gradient descent, reset every round");

    private readonly Option<double> _weightDecay = Choice.Real(
        "--weight-decay", standard?.WeightDecay, RunRanges.WeightDecay, "Weight decay");

    private readonly Option<int> _freezeNormsAfter = Choice.Whole(
        "--freeze-norms-after", standard?.FreezeNormsAfter, RunRanges.FreezeNormsAfter,
        "Last round in which batch norms learn their statistics. Later rounds train with them as they are, which helps "
        + "where clients take few steps per round", "never");

    private readonly Option<double> _mu = Choice.Real(
        "--mu", standard?.Mu, RunRanges.Mu, "How strongly fedprox holds a client near the global model");

    private readonly Option<double> _alpha = Choice.Real(
        "--alpha", standard?.Alpha, RunRanges.Alpha, "How strongly gradnorm pulls tasks to one training rate");

    private readonly Option<ulong> _seed = Choice.Seed(
        "--seed", standard?.Seed, "Seed of all randomness: the same seed gives the same models, to the bit");

    private readonly Option<int> _threads = Choice.Threads("train");

    private readonly Option<double> _carbonIntensity = Choice.Real(
        "--carbon-intensity", standard?.CarbonIntensity, RunRanges.CarbonIntensity,
        "Grams of CO2 per kilowatt-hour, used to convert joules to CO2; by default the world's average of 2023");

    private readonly Option<string?> _out = Choice.Place(
        "--out", "DIR", "The run's new folder. Default: a folder in runs/ named for the time and the method.");

    private static readonly RealRange _budgets = new(0, double.PositiveInfinity);

    /// <summary>The options with the defaults of <see cref="RunOptions"/>.</summary>
    public RunChoices()
        : this(new RunOptions())
    {
    }

    /// <summary>What <c>--tasks</c> takes, as help says it.</summary>
    public static string TaskLetters { get; } = "The tasks, one letter each: "
        + string.Join(", ", LearningTask.All.Select(task => $"{task.Letter} {task.Name}")) + ".";

    /// <summary>What <c>--encoder</c> takes, as help says it.</summary>
    public static string EncoderNames { get; } =
        $"The part of the model that tasks share: {string.Join(", ", RunOptions.Encoders)}.";

    /// <summary>Adds the options to the verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="but">
    /// The names of the options it lacks, or has with another meaning; they are read as their defaults.
    /// </param>
    public void AddTo(Verb verb, params string[] but)
    {
        foreach (var (heading, options) in Sections)
            verb.Add(heading, options.Where(option => !but.Contains(option.Name)));
    }

    /// <summary>The names of the options that are on the command line.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
    [
        .. Sections.SelectMany(section => section.Options)
            .Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name),
    ];

    /// <summary>What the command line asks for, not yet checked. Options that are omitted adapt to the tasks.</summary>
    public RunOptions Read(ParseResult parsed)
    {
        var options = new RunOptions
        {
            Data = Value(_data) is { } data && data != Rooms ? data : null,
            Cache = Value(_cache),
            Buildings = Value(_buildings),
            Tasks = Value(_tasks) ?? "",
            Method = Value(_method) ?? "",
            Groups = Value(_groups),
            Budget = Value(_budget),
            Split = Value(_split) ?? "",
            Inherit = Value(_inherit) ?? "",
            Rounds = Value(_rounds),
            MergeRounds = Value(_mergeRounds),
            ClientsPerRound = Value(_clientsPerRound),
            OverSelect = Value(_overSelect),
            Quorum = Value(_quorum),
            LocalEpochs = Value(_localEpochs),
            Batch = Value(_batch),
            LearningRate = Value(_learningRate),
            Momentum = Value(_momentum),
            WeightDecay = Value(_weightDecay),
            FreezeNormsAfter = Value(_freezeNormsAfter),
            Mu = Value(_mu),
            Alpha = Value(_alpha),
            Encoder = Value(_encoder) ?? "",
            ImageSize = Value(_imageSize),
            ProbeEvery = Value(_probeEvery),
            Affinity = Value(_affinity) ?? "",
            ProbeRounds = Value(_probeRounds),
            AffinityMean = Value(_affinityMean) ?? "",
            ProbeStop = Value(_probeStop),
            EvaluateEvery = Value(_evaluateEvery),
            Seed = Value(_seed),
            Threads = Value(_threads),
            CarbonIntensity = Value(_carbonIntensity),
            Out = Value(_out),
        };
        var (given, fitting) = (Given(parsed), options.For(options.Tasks));
        return given.Contains(_groups.Name) ? options
            : given.Contains(_method.Name) ? options with { Groups = fitting.Groups } : fitting;

        T? Value<T>(Option<T> option) =>
            parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option)
            : option.HasDefaultValue ? (T?)option.GetDefaultValue() : default;
    }

    /// <summary>The recipe of a submission: what is on the command line, and nothing else.</summary>
    public RecipeDocument Recipe(ParseResult parsed)
    {
        var options = Read(parsed);
        var given = Given(parsed).ToHashSet();
        return new RecipeDocument
        {
            Method = Word(_method, options.Method),
            Groups = Number(_groups, options.Groups),
            Split = Word(_split, options.Split),
            Inherit = Word(_inherit, options.Inherit),
            Rounds = Number(_rounds, options.Rounds),
            MergeRounds = Number(_mergeRounds, options.MergeRounds),
            ClientsPerRound = Number(_clientsPerRound, options.ClientsPerRound),
            OverSelect = Number(_overSelect, options.OverSelect),
            Quorum = Number(_quorum, options.Quorum),
            LocalEpochs = Number(_localEpochs, options.LocalEpochs),
            Batch = Number(_batch, options.Batch),
            LearningRate = Number(_learningRate, options.LearningRate),
            Momentum = Number(_momentum, options.Momentum),
            WeightDecay = Number(_weightDecay, options.WeightDecay),
            FreezeNormsAfter = Number(_freezeNormsAfter, options.FreezeNormsAfter),
            Mu = Number(_mu, options.Mu),
            Alpha = Number(_alpha, options.Alpha),
            Encoder = Word(_encoder, options.Encoder),
            ImageSize = Number(_imageSize, options.ImageSize),
            ProbeEvery = Number(_probeEvery, options.ProbeEvery),
            Affinity = Word(_affinity, options.Affinity),
            AffinityMean = Word(_affinityMean, options.AffinityMean),
            ProbeRounds = Number(_probeRounds, options.ProbeRounds),
            ProbeStop = Number(_probeStop, options.ProbeStop),
            EvaluateEvery = Number(_evaluateEvery, options.EvaluateEvery),
            Seed = Number(_seed, options.Seed),
        };

        string? Word(Option option, string value) => given.Contains(option.Name) ? value : null;

        T? Number<T>(Option option, T value)
            where T : struct => given.Contains(option.Name) ? value : null;
    }

    private static Option<string?> Data()
    {
        var option = Choice.Place(
            "--data", "DIR", "A data set's folder in Taskonomy's layout. Default, or with the word rooms: the embedded "
            + "Rooms, drawn on the fly.");
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: Rooms }] && Path.Exists(Rooms))
            {
                result.AddError(
                    $"--data {Rooms} may be the embedded Rooms or the folder {Rooms} in this folder; give --data "
                    + $"./{Rooms} for the folder, or leave --data out for the embedded Rooms.");
            }
        });
        return option;
    }

    private (string Heading, Option[] Options)[] Sections =>
    [
        (OptionSection.Learning, [_tasks, _method]),
        (OptionSection.Data, [_data, _cache, _buildings, _imageSize]),
        (OptionSection.Rounds, [_rounds, _clientsPerRound, _overSelect, _quorum, _localEpochs, _evaluateEvery]),
        (OptionSection.Splitting,
        [
            _mergeRounds, _groups, _budget, _split, _inherit, _probeEvery, _affinity, _affinityMean, _probeRounds,
            _probeStop,
        ]),
        (OptionSection.Training,
            [_encoder, _batch, _learningRate, _momentum, _weightDecay, _freezeNormsAfter, _mu, _alpha]),
        (OptionSection.Results, [_seed, _threads, _carbonIntensity, _out]),
    ];
}
