using System.CommandLine;
using System.Globalization;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Wire.Documents;

namespace Mas.Cli.Parsing;

/// <summary>
/// The options of <c>mas run</c>. Defaults and ranges are those of <see cref="RunOptions"/> and
/// <see cref="RunRanges"/>, so that help, validation and behaviour cannot drift apart.
/// </summary>
/// <param name="standard">The defaults.</param>
internal sealed class RunChoices(RunOptions standard)
{
    /// <summary>The options with the defaults of <see cref="RunOptions"/>.</summary>
    public RunChoices()
        : this(new RunOptions())
    {
    }

    private readonly Option<string?> _data = Choice.Place(
        "--data", "DIR", "The data set's folder in Taskonomy's layout. Left out, or the word rooms: the embedded "
        + "Rooms, made on the fly.");

    private readonly Option<int> _buildings = Choice.Whole(
        "--buildings", standard.Buildings, $"Buildings of the Rooms, one a client; {RunRanges.Buildings}.");

    private readonly Option<string> _tasks = Choice.Word(
        "--tasks", "LETTERS", standard.Tasks, "What to learn, a letter a task, each once: "
        + string.Join(", ", LearningTask.All.Select(task => $"{task.Letter} {task.Name}")) + ".");

    private readonly Option<string> _method = Choice.Word(
        "--method", "NAME", standard.Method, "How the tasks are trained: "
        + string.Join(", ", RunMethod.All.Select(method => $"{method.Name} ({method.Summary})")) + ".");

    private readonly Option<int> _groups = Choice.Groups(
        "--groups", standard.Groups, "Groups after the split of merge-and-split; with tag and hoa, at most; "
        + "1 to the number of tasks. auto: merge-and-split makes as many as are best within --budget.");

    private readonly Option<double> _budget = Choice.Real(
        "--budget", standard.Budget, "With --groups auto, the most floating-point operations the run may take, as a "
        + "share of what one-by-one takes; above 0. 0 = none.");

    private readonly Option<string> _split = Choice.Word(
        "--split", "NAME", standard.Split, "Which groups merge-and-split makes, of those it could, by how tasks help "
        + $"each other: {string.Join(", ", RunOptions.SplitChoices)}.");

    private readonly Option<string> _inherit = Choice.Word(
        "--inherit", "NAME", standard.Inherit, "What the groups of merge-and-split go on from: all (encoder and "
        + "decoders), encoder or none.");

    private readonly Option<int> _rounds = Choice.Whole(
        "--rounds", standard.Rounds, $"Rounds of the whole run, those before the split included; {RunRanges.Rounds}.");

    private readonly Option<int> _mergeRounds = Choice.Whole(
        "--merge-rounds", standard.MergeRounds, "Rounds before the split, all tasks in one model; 1 to one less than "
        + "--rounds.");

    private readonly Option<int> _clientsPerRound = Choice.Whole(
        "--clients-per-round", standard.ClientsPerRound,
        $"Clients that train in a round; {RunRanges.ClientsPerRound}, all of them where there are fewer.");

    private readonly Option<int> _overSelect = Choice.Whole(
        "--over-select", standard.OverSelect, "Clients selected beyond --clients-per-round, so that a round need not "
        + $"wait for the slowest: of devices, the first count; {RunRanges.OverSelect}.");

    private readonly Option<int> _quorum = Choice.Whole(
        "--quorum", standard.Quorum, "The fewest updates that make a round count; with fewer the run ends and can be "
        + "resumed; 1 to --clients-per-round.");

    private readonly Option<int> _localEpochs = Choice.Whole(
        "--local-epochs", standard.LocalEpochs, "How often a client goes through its own pictures in a round; "
        + $"{RunRanges.LocalEpochs}.");

    private readonly Option<int> _batch = Choice.Whole(
        "--batch", standard.Batch, $"Pictures in one training step; {RunRanges.Batch}.");

    private readonly Option<double> _learningRate = Choice.Real(
        "--learning-rate", standard.LearningRate,
        "Learning rate of the first round, falling to 0 at the last; above 0, "
        + $"at most {Text(RunRanges.MaximumLearningRate)}.");

    private readonly Option<double> _momentum = Choice.Real(
        "--momentum", standard.Momentum, "Momentum of stochastic gradient descent, fresh every round; 0 to below 1.");

    private readonly Option<double> _weightDecay = Choice.Real(
        "--weight-decay", standard.WeightDecay, $"Weight decay; 0 to {Text(RunRanges.MaximumWeightDecay)}.");

    private readonly Option<int> _freezeNormsAfter = Choice.Whole(
        "--freeze-norms-after", standard.FreezeNormsAfter, "Last round in which batch norms learn their statistics; "
        + "from then on models train with those they are used with, which helps where clients take few steps a round; "
        + $"{RunRanges.FreezeNormsAfter}, 0 = never.");

    private readonly Option<double> _mu = Choice.Real(
        "--mu", standard.Mu, "How strongly fedprox holds a client near the global model; "
        + $"0 to {Text(RunRanges.MaximumMu)}.");

    private readonly Option<double> _alpha = Choice.Real(
        "--alpha", standard.Alpha, "How strongly gradnorm pulls tasks to one training rate; "
        + $"0 to {Text(RunRanges.MaximumAlpha)}.");

    private readonly Option<string> _encoder = Choice.Word(
        "--encoder", "NAME", standard.Encoder, "The part of the model that tasks share: "
        + string.Join(", ", RunOptions.Encoders) + ".");

    private readonly Option<int> _imageSize = Choice.Whole(
        "--image-size", standard.ImageSize, "Width and height of the pictures in pixels; a multiple of "
        + $"{RunRanges.ImageSizeStep} from {RunRanges.ImageSize}.");

    private readonly Option<int> _probeEvery = Choice.Whole(
        "--probe-every", standard.ProbeEvery, "Batches of a client between two measurements of which task helps "
        + $"which; {RunRanges.ProbeEvery}, 0 = never.");

    private readonly Option<string> _affinity = Choice.Word(
        "--affinity", "RULE", standard.Affinity, "How a measurement is made: look-ahead (take a step for each task "
        + "and look) or first-order (estimate it from the gradients, in a fraction of the time).");

    private readonly Option<int> _probeRounds = Choice.Whole(
        "--probe-rounds", standard.ProbeRounds, "Rounds, from the first, whose measurements decide the split; "
        + $"{RunRanges.ProbeRounds}.");

    private readonly Option<string> _affinityMean = Choice.Word(
        "--affinity-mean", "NAME", standard.AffinityMean, "How the clients' measurements become one matrix: plain (the "
        + "mean) or trimmed (one vote a client, without the largest and the smallest quarter).");

    private readonly Option<int> _probeStop = Choice.Whole(
        "--probe-stop", standard.ProbeStop, "Measured rounds running with the same best groups after which measuring "
        + $"ends, not before round {RunRanges.LeastProbedRounds} of it; {RunRanges.ProbeStop}, 0 = never.");

    private readonly Option<int> _evaluateEvery = Choice.Whole(
        "--evaluate-every", standard.EvaluateEvery, "Rounds between two evaluations on the validation pictures; "
        + $"{RunRanges.EvaluateEvery}, 0 = only at the end.");

    private readonly Option<ulong> _seed = Choice.Seed(
        "--seed", standard.Seed, "What all randomness follows from: the same seed gives the same models, to the bit.");

    private readonly Option<int> _threads = Choice.Whole(
        "--threads", standard.Threads, $"Threads that work at once; {RunRanges.Threads}. All cores where left out; "
        + "the models do not depend on it.");

    private readonly Option<double> _carbonIntensity = Choice.Real(
        "--carbon-intensity", standard.CarbonIntensity, "Grams of CO2 a kilowatt-hour, by which joules are told as CO2; "
        + $"0 to {Text(RunRanges.MaximumCarbonIntensity)}. The default is the world's average of 2023.");

    private readonly Option<string?> _out = Choice.Place(
        "--out", "DIR", "The run's new folder. Left out: runs/ and a name made of the time and the method.");

    /// <summary>Adds the options to the verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="but">The names of those it does not have, or has in another way; they are read as their defaults.</param>
    public void AddTo(Command verb, params string[] but)
    {
        foreach (var option in All.Where(option => !but.Contains(option.Name)))
            verb.Add(option);
    }

    /// <summary>The names of the options that stand on the command line.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
        [.. All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];

    /// <summary>What the command line asks for, not yet checked.</summary>
    public RunOptions Read(ParseResult parsed) => new()
    {
        Data = parsed.GetValue(_data) is { } data && data != "rooms" ? data : null,
        Buildings = parsed.GetValue(_buildings),
        Tasks = parsed.GetValue(_tasks) ?? "",
        Method = parsed.GetValue(_method) ?? standard.Method,
        Groups = parsed.GetValue(_groups),
        Budget = parsed.GetValue(_budget),
        Split = parsed.GetValue(_split) ?? "",
        Inherit = parsed.GetValue(_inherit) ?? "",
        Rounds = parsed.GetValue(_rounds),
        MergeRounds = parsed.GetValue(_mergeRounds),
        ClientsPerRound = parsed.GetValue(_clientsPerRound),
        OverSelect = parsed.GetValue(_overSelect),
        Quorum = parsed.GetValue(_quorum),
        LocalEpochs = parsed.GetValue(_localEpochs),
        Batch = parsed.GetValue(_batch),
        LearningRate = parsed.GetValue(_learningRate),
        Momentum = parsed.GetValue(_momentum),
        WeightDecay = parsed.GetValue(_weightDecay),
        FreezeNormsAfter = parsed.GetValue(_freezeNormsAfter),
        Mu = parsed.GetValue(_mu),
        Alpha = parsed.GetValue(_alpha),
        Encoder = parsed.GetValue(_encoder) ?? "",
        ImageSize = parsed.GetValue(_imageSize),
        ProbeEvery = parsed.GetValue(_probeEvery),
        Affinity = parsed.GetValue(_affinity) ?? "",
        ProbeRounds = parsed.GetValue(_probeRounds),
        AffinityMean = parsed.GetValue(_affinityMean) ?? "",
        ProbeStop = parsed.GetValue(_probeStop),
        EvaluateEvery = parsed.GetValue(_evaluateEvery),
        Seed = parsed.GetValue(_seed),
        Threads = parsed.GetValue(_threads),
        CarbonIntensity = parsed.GetValue(_carbonIntensity),
        Out = parsed.CommandResult.Command.Options.Contains(_out) ? parsed.GetValue(_out) : null,
    };

    /// <summary>What a server's recipes leave open: of a run without tasks, data and folder of its own.</summary>
    public RunOptions Defaults(ParseResult parsed) => Read(parsed) with
    {
        Data = standard.Data,
        Buildings = standard.Buildings,
        Tasks = standard.Tasks,
        Out = null,
    };

    /// <summary>The recipe of a submission: what stands on the command line, and nothing else.</summary>
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

    private Option[] All =>
    [
        _data, _buildings, _tasks, _method, _groups, _budget, _split, _inherit, _rounds, _mergeRounds, _clientsPerRound,
        _overSelect, _quorum, _localEpochs, _batch, _learningRate, _momentum, _weightDecay, _freezeNormsAfter, _mu,
        _alpha, _encoder, _imageSize, _probeEvery, _affinity, _affinityMean, _probeRounds, _probeStop, _evaluateEvery,
        _seed, _threads, _carbonIntensity, _out,
    ];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
