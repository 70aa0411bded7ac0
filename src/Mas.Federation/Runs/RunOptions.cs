using System.Text.Json.Serialization;
using Mas.Federation.Affinities;
using Mas.Federation.Ledgers;
using Mas.Learning;
using Mas.Learning.Rooms;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Runs;

/// <summary>
/// Everything that decides what a run does. Two runs of equal options on one machine end with the same bits, whatever
/// <see cref="Threads"/>, <see cref="Cache"/> and <see cref="Out"/>. Immutable; written to <c>run.json</c> before
/// anything else happens. Every numeric range stands in <see cref="RunRanges"/>.
/// </summary>
public sealed record RunOptions
{
    /// <summary>The meaning of options that a file of an earlier version lacks.</summary>
    internal static RunOptions OfEarlierVersions { get; } = new() { RoomsEdition = 1 };

    /// <summary>The methods of <see cref="Method"/>.</summary>
    public static IReadOnlyList<string> Methods { get; } = [.. RunMethod.All.Select(method => method.Name)];

    /// <summary>The choices of <see cref="Split"/>.</summary>
    public static IReadOnlyList<string> SplitChoices { get; } = ["best", "worst", "random"];

    /// <summary>The choices of <see cref="Inherit"/>.</summary>
    public static IReadOnlyList<string> InheritChoices { get; } = ["all", "encoder", "none"];

    /// <summary>The encoders of <see cref="Encoder"/>.</summary>
    public static IReadOnlyList<string> Encoders => Mas.Learning.Models.Encoders.Names;

    /// <summary>The ways of <see cref="Affinity"/>.</summary>
    public static IReadOnlyList<string> Affinities { get; } = ["look-ahead", "first-order"];

    /// <summary>The means of <see cref="AffinityMean"/>.</summary>
    public static IReadOnlyList<string> AffinityMeans { get; } = ["plain", "trimmed"];

    /// <summary>A data set's folder, in Taskonomy's layout; null (the default) = the embedded Rooms.</summary>
    public string? Data { get; init; }

    /// <summary>
    /// What the data held when the run began, <see cref="Learning.Data.DatasetDigest.Sha256"/>; null before that, where
    /// devices have the data, and in runs of versions that kept none.
    /// </summary>
    public string? DataDigest { get; init; }

    /// <summary>
    /// The edition of the Rooms, <see cref="RoomsGenerator.Edition"/> of the version that began the run.
    /// </summary>
    public int RoomsEdition { get; init; } = RoomsGenerator.Edition;

    /// <summary>
    /// The folder of packed caches; null (the default) = inside the data set, or the user's own. Results do not depend
    /// on it.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>Buildings of the Rooms, one a client: 1 to 1000, default 32. Other data brings its own.</summary>
    public int Buildings { get; init; } = 32;

    /// <summary>The letters of the tasks, each once, in the order shown everywhere; default <c>sdnkt</c>.</summary>
    public string Tasks { get; init; } = "sdnkt";

    /// <summary>One of <see cref="Methods"/>; default <c>merge-and-split</c>.</summary>
    public string Method { get; init; } = "merge-and-split";

    /// <summary>
    /// Groups to make, for tag and hoa at most: 1 to the number of tasks, default 2. Only they and merge-and-split read
    /// it. 0 = merge-and-split chooses the number after the merge, within <see cref="Budget"/>.
    /// </summary>
    public int Groups { get; init; } = 2;

    /// <summary>
    /// The most operations a run may take that chooses the number of its groups, as a share of one-by-one's: above 0; 0,
    /// the default, = no budget, and <see cref="Groups"/> says how many.
    /// </summary>
    public double Budget { get; init; }

    /// <summary>
    /// Which partition merge-and-split makes, of those into <see cref="Groups"/> groups: <c>best</c> by the affinities,
    /// the default; for comparison also <c>worst</c> and <c>random</c>.
    /// </summary>
    public string Split { get; init; } = "best";

    /// <summary>
    /// What groups of merge-and-split go on from: <c>all</c>, the default, is the merged encoder and the group's own
    /// decoders; <c>encoder</c> leaves the decoders untrained; <c>none</c> starts from the seed.
    /// </summary>
    public string Inherit { get; init; } = "all";

    /// <summary>Rounds of the run, merged ones included: 1 to 9999, default 40.</summary>
    public int Rounds { get; init; } = 40;

    /// <summary>
    /// Rounds before the split: 1 to <see cref="Rounds"/> - 1, default 12. Only merge-and-split reads it.
    /// </summary>
    public int MergeRounds { get; init; } = 12;

    /// <summary>Clients selected a round: 1 to 1000, default 4; all of them where there are fewer.</summary>
    public int ClientsPerRound { get; init; } = 4;

    /// <summary>
    /// Clients selected beyond <see cref="ClientsPerRound"/>: 0 to 1000, default 0. Of devices all are asked at once, and
    /// the first <see cref="ClientsPerRound"/> whose updates may be used count; a simulation asks them one by one, in the
    /// order of the draw, in place of those whose updates may not.
    /// </summary>
    public int OverSelect { get; init; }

    /// <summary>
    /// The fewest updates that make a round count: 1 to <see cref="ClientsPerRound"/>, default 1. A round with fewer
    /// ends the run, which can be resumed.
    /// </summary>
    public int Quorum { get; init; } = 1;

    /// <summary>Epochs a client trains in a round: 1 to 1000, default 1.</summary>
    public int LocalEpochs { get; init; } = 1;

    /// <summary>Pictures a step: 1 to 1024, default 8.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>
    /// Learning rate of the first round: above 0, at most 10, default 0.05; later rounds decay by the poly schedule.
    /// </summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Momentum of stochastic gradient descent: 0 to below 1, default 0.9; fresh every round.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay: 0 to 1, default 0.0001.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>
    /// The last round in which batch norms train with the batch's statistics and learn from them; in those after it they
    /// keep their running statistics and train with them, as they are evaluated (FixBN, arXiv 2303.06530). 0 to 9999,
    /// default 0 = all rounds.
    /// </summary>
    public int FreezeNormsAfter { get; init; }

    /// <summary>
    /// How strongly fedprox holds clients near the global model: 0 to 100, default 0.01. Nothing else reads it.
    /// </summary>
    public double Mu { get; init; } = 0.01;

    /// <summary>
    /// How strongly gradnorm pulls tasks to one training rate: 0 to 10, default 1.5. Nothing else reads it.
    /// </summary>
    public double Alpha { get; init; } = 1.5;

    /// <summary>One of <see cref="Encoders"/>; default <c>xception-quarter</c>.</summary>
    public string Encoder { get; init; } = "xception-quarter";

    /// <summary>Width and height of the pictures in pixels: a multiple of 16 from 32 to 1024, default 64.</summary>
    public int ImageSize { get; init; } = 64;

    /// <summary>Batches between two affinity probes of a client: 0 to 1000000, default 10; 0 = never.</summary>
    public int ProbeEvery { get; init; } = 10;

    /// <summary>
    /// One of <see cref="Affinities"/>, how a probe measures: by taking the step and looking, or by estimating from the
    /// gradients; default <c>look-ahead</c>.
    /// </summary>
    public string Affinity { get; init; } = "look-ahead";

    /// <summary>
    /// One of <see cref="AffinityMeans"/>, how the clients' measurements become one matrix: <c>plain</c>, the mean
    /// over clients and rounds (MAS, ICCV 2023), or <c>trimmed</c>, the default, a mean that a few clients who report
    /// nonsense cannot bend.
    /// </summary>
    public string AffinityMean { get; init; } = "trimmed";

    /// <summary>Rounds with probes whose mean is the matrix the split is chosen by: 1 to 9999, default 10.</summary>
    public int ProbeRounds { get; init; } = 10;

    /// <summary>
    /// Ends probing as soon as the groups that the measurements so far would choose have stayed the same in this many
    /// probed rounds running, see <see cref="RunRanges.LeastProbedRounds"/>: 0 to 9999, default 0; 0 = never.
    /// </summary>
    public int ProbeStop { get; init; }

    /// <summary>
    /// Rounds between two evaluations on the validation views: 0 to 9999, default 5; 0 = only at the end.
    /// </summary>
    public int EvaluateEvery { get; init; } = 5;

    /// <summary>What all randomness of the run follows from; default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads that train at once: 1 to 1024, default all cores. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Grams of CO2 equivalent a kilowatt-hour, by which joules are told as CO2: 0 to 2000, default the world's average
    /// of 2023, 480. It changes nothing else.
    /// </summary>
    public double CarbonIntensity { get; init; } = Carbon.WorldAverage;

    /// <summary>The run folder; null (the default) = <c>runs/</c> and a name made of time and method.</summary>
    public string? Out { get; init; }

    /// <summary>Whether the run merges first and splits later.</summary>
    [JsonIgnore]
    public bool Splits => Method == "merge-and-split";

    /// <summary>Whether merge-and-split chooses the number of groups itself.</summary>
    [JsonIgnore]
    public bool ChoosesGroupCount => Splits && Groups == 0;

    /// <summary>The rule of <see cref="Affinity"/>.</summary>
    [JsonIgnore]
    public AffinityRule AffinityRule => Affinity == "first-order" ? AffinityRule.FirstOrder : AffinityRule.LookAhead;

    /// <summary>The rule of <see cref="AffinityMean"/>.</summary>
    [JsonIgnore]
    public MeanRule MeanRule => AffinityMean == "trimmed" ? MeanRule.Trimmed : MeanRule.Plain;

    /// <summary>What a client's step is made of.</summary>
    [JsonIgnore]
    public StepRule Step => Method switch
    {
        "fedprox" => new StepRule { Proximal = Mu },
        "gradnorm" => new StepRule { Gradients = GradientRule.GradNorm, Restoring = Alpha },
        "pcgrad" => new StepRule { Gradients = GradientRule.PcGrad },
        _ => StepRule.Plain,
    };

    /// <summary>The letters of <see cref="Tasks"/>, one a string: their names in files.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> TaskNames => [.. Tasks.Select(letter => letter.ToString())];

    /// <summary>The tasks of <see cref="Tasks"/>, in its order.</summary>
    /// <exception cref="InputException">A letter is unknown.</exception>
    public IReadOnlyList<LearningTask> TaskSet() =>
        [.. Tasks.Select(letter => LearningTask.Find(letter) ?? throw new InputException(string.Join(' ', Faults())))];

    /// <summary>
    /// These options for other tasks: at most one group per task, and a single task by all-in-one, since there are no
    /// groups to choose.
    /// </summary>
    public RunOptions For(string tasks)
    {
        var fitting = this with { Tasks = tasks, Groups = Math.Min(Groups, Math.Max(tasks.Length, 1)) };
        return tasks.Length == 1 && RunMethod.Find(Method) is { ReadsAffinity: true }
            ? fitting with { Method = "all-in-one", Groups = 1 } : fitting;
    }

    /// <summary>Every fault of these options, one clear sentence each; empty where they can be run.</summary>
    public IReadOnlyList<string> Faults() => RunFaults.Of(this);
}
