// Longer than 400 lines: every option of a run is a property of this one record.
using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Ledgers;
using Mas.Federation.Options;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Runs;

/// <summary>
/// Everything that decides what a run does. Two runs of equal options on one machine end with the same bits, whatever
/// <see cref="Threads"/>, <see cref="Cache"/> and <see cref="Out"/>. Immutable; written to <c>run.json</c> before
/// anything else happens. An option stands here once: its property, its default and, in its
/// <see cref="OptionAttribute"/>, all else; <see cref="RunTable"/> lists them for commands, files, recipes and forms.
/// </summary>
public sealed record RunOptions
{
    /// <summary>The meaning of options that a file of an earlier version lacks.</summary>
    internal static RunOptions OfEarlierVersions { get; } = new() { RoomsEdition = 1 };

    /// <summary>The edition of the Rooms that new runs train on.</summary>
    public const int NewestRooms = 2;

    /// <summary>Rounds that probe before <see cref="ProbeStop"/> may end it, if so many rounds do.</summary>
    public static int LeastProbedRounds => 5;

    /// <summary>
    /// A folder of pictures, in Taskonomy's layout or with a table of labels, or a table's file; null = the embedded Rooms.
    /// </summary>
    [Option(
        OptionSections.Data,
        "A folder of pictures in Taskonomy's layout or with a table of labels, the file of a table (CSV or TSV, plain or in "
        + "gzip, or Parquet), or the word rooms",
        Alias = "table", Default = "the embedded Rooms, drawn when needed", Form = typeof(DatasetForm), OutsideRecipes = true)]
    public string? Data { get; init; }

    /// <summary>
    /// The name of the source that opens the data; null = <see cref="SourceName"/> says. <see cref="Learning"/> lists them.
    /// </summary>
    [Option(
        OptionSections.Data, "The kind of the data",
        Default = "inferred from --data: table for a file, labels for a folder with --client, taskonomy for any other folder, rooms without --data",
        Form = typeof(NameForm))]
    public string? Source { get; init; }

    /// <summary>The column of a table whose values are the clients; null = none is named, and no table is read.</summary>
    [Option(
        OptionSections.Data, "For a table or labels: the column whose values are the clients", Default = "none",
        Form = typeof(ColumnForm))]
    public string? Client { get; init; }

    /// <summary>The columns of a table to predict, each a task, as the source reads them; null = none is named.</summary>
    [Option(
        OptionSections.Data,
        "For a table or labels: the columns to predict, each with :regression, :regression:log or another transform, "
        + ":class, or :classes where a cell has several with | between them",
        Default = "none", Form = typeof(ColumnsForm))]
    public string? Targets { get; init; }

    /// <summary>
    /// The columns of a table to predict from; null = all others. Of labels, the column of the pictures' paths; null =
    /// <c>file</c>.
    /// </summary>
    [Option(
        OptionSections.Data,
        "For a table: the columns to predict from, with :number, :category, :categories or :date where the kind is not inferred; for "
        + "labels: the column of the pictures' paths",
        Default = "for a table, all other columns; for labels, file", Form = typeof(ColumnsForm))]
    public string? Features { get; init; }

    /// <summary>How the rows of a table are split into training, validation and test; null = by row.</summary>
    [Option(
        OptionSections.Data,
        "For a table or labels: what stays together in training, validation or test: row, group:COLUMN, day, week or month; or "
        + "given:COLUMN, a column that holds the split of each row",
        Default = "row", Form = typeof(SplitForm))]
    public string? SplitBy { get; init; }

    /// <summary>
    /// The shape of what models read of an example; null = square pictures of <see cref="ImageSize"/>. A run on data of its
    /// own finds it out.
    /// </summary>
    [Option(
        OptionSections.Data,
        "The shape of an example's input: a number of columns, or rows x columns x channels",
        Default = "square pictures of --image-size; a run reads it from its data", Form = typeof(ShapeForm))]
    [JsonConverter(typeof(ShapeConverter))]
    public FieldShape? Input { get; init; }

    /// <summary>
    /// What the data held when the run began, <see cref="Learning.Examples.ShardsDigest.Sha256"/>; null before that, where
    /// devices have the data, and in runs of versions that kept none.
    /// </summary>
    public string? DataDigest { get; init; }

    /// <summary>
    /// The edition of the Rooms: the newest of the version that began the run, <see cref="NewestRooms"/>.
    /// </summary>
    public int RoomsEdition { get; init; } = NewestRooms;

    /// <summary>
    /// The folder of packed caches; null = inside the data set, or the user's own. Results do not depend on it.
    /// </summary>
    [Option(
        OptionSections.Data,
        "The folder for packed pictures, where each data set gets a folder of its own",
        Default = "the data set itself, or the user's cache folder if that is not writable",
        OutsideRecipes = true)]
    public string? Cache { get; init; }

    /// <summary>Buildings of the Rooms, one per client. Other data brings its own.</summary>
    [Option(
        OptionSections.Data,
        "Buildings of the Rooms, one per client",
        Minimum = 1, Maximum = 1000, OutsideRecipes = true)]
    public int Buildings { get; init; } = 32;

    /// <summary>The letters of the tasks, each once, in the order shown everywhere.</summary>
    [Option(OptionSections.Learning, "The tasks, one letter each", Form = typeof(TasksForm), OutsideRecipes = true)]
    public string Tasks { get; init; } = TaskonomyTasks.StandardSet;

    /// <summary>The name of a method of the catalogue.</summary>
    [Option(
        OptionSections.Learning, "How the tasks are trained (all-in-one for a single task, if omitted)",
        Form = typeof(NameForm))]
    public string Method { get; init; } = "merge-and-split";

    /// <summary>
    /// Groups to make, for tag and hoa at most; auto = merge-and-split chooses the number after the merge, within
    /// <see cref="Budget"/>. Only methods that make groups read it.
    /// </summary>
    [Option(
        OptionSections.Splitting,
        "Number of groups, or the largest number for tag and hoa; 1 to the number of tasks. auto: merge-and-split "
        + "chooses the best number within the budget",
        Form = typeof(GroupCountForm))]
    public GroupCount Groups { get; init; } = 2;

    /// <summary>
    /// The most operations a run may take that chooses the number of its groups, as a share of one-by-one's; 0 = no
    /// budget, and <see cref="Groups"/> says how many.
    /// </summary>
    [Option(
        OptionSections.Splitting,
        "With groups set to auto, the most floating-point operations the run may take, as a share of what "
        + "one-by-one takes",
        Minimum = 0, Maximum = double.PositiveInfinity, Zero = "no budget", OutsideRecipes = true)]
    public double Budget { get; init; }

    /// <summary>Which partition merge-and-split makes, of those into <see cref="Groups"/> groups.</summary>
    [Option(
        OptionSections.Splitting,
        "The groups merge-and-split makes, by how tasks help each other: best, worst, random")]
    public PartitionChoice Split { get; init; }

    /// <summary>What groups of merge-and-split go on from; default everything.</summary>
    [Option(
        OptionSections.Splitting,
        "What the groups of merge-and-split continue from: all (encoder and decoders), encoder, none")]
    public Inheritance Inherit { get; init; }

    /// <summary>Rounds of the run, merged ones included.</summary>
    [Option(
        OptionSections.Rounds,
        "Rounds of the whole run, including those before the split",
        Minimum = 1, Maximum = 9999)]
    public int Rounds { get; init; } = 40;

    /// <summary>Rounds before the split, fewer than <see cref="Rounds"/>. Only merge-and-split reads it.</summary>
    [Option(
        OptionSections.Splitting,
        "Rounds before the split, fewer than those of the run",
        Label = "Rounds before the split", Minimum = 1, Maximum = 9998)]
    public int MergeRounds { get; init; } = 12;

    /// <summary>
    /// Tasks of <see cref="Tasks"/> that arrive while the run trains, as <c>k@20</c>: each with the number of rounds before
    /// it. Before the split a task joins the merged model, after it the group that it fits best. Null = all tasks are there
    /// from the start. Only merge-and-split reads it.
    /// </summary>
    [Option(
        OptionSections.Splitting,
        "Tasks that arrive while the run trains, each with the number of rounds before it, as in k@20: before the split a "
        + "task joins the merged model, after it the group that it fits best, or it trains alone",
        Default = "all tasks are there from the start", Form = typeof(ArrivalsForm), OutsideRecipes = true)]
    public string? Arrivals { get; init; }

    /// <summary>
    /// Validation losses at which tasks leave their group after the split, as <c>s=1.2</c>: the model that reaches one is
    /// the task's, and the others train on. Null = all tasks train to the end. Only merge-and-split reads it.
    /// </summary>
    [Option(
        OptionSections.Splitting,
        "Validation losses at which tasks leave their group after the split, as in s=1.2: the model that reaches one is kept "
        + "for the task, and the others train on",
        Default = "all tasks train to the end", Form = typeof(TaskLossesForm), OutsideRecipes = true)]
    public string? LeaveAt { get; init; }

    /// <summary>Clients selected per round; all of them where there are fewer.</summary>
    [Option(
        OptionSections.Rounds,
        "Clients that train in a round, or all of them where there are fewer",
        Minimum = 1, Maximum = 1000)]
    public int ClientsPerRound { get; init; } = 4;

    /// <summary>
    /// Clients selected beyond <see cref="ClientsPerRound"/>. Of devices all are asked at once, and the first
    /// <see cref="ClientsPerRound"/> whose updates may be used count; a simulation asks them one by one, in the order of
    /// the draw, in place of those whose updates may not.
    /// </summary>
    [Option(
        OptionSections.Rounds,
        "Extra clients selected per round, so that a round need not wait for the slowest device",
        Minimum = 0, Maximum = 1000)]
    public int OverSelect { get; init; }

    /// <summary>
    /// The fewest updates that make a round count, at most <see cref="ClientsPerRound"/>. A round with fewer ends the
    /// run, which can be resumed.
    /// </summary>
    [Option(
        OptionSections.Rounds,
        "Fewest updates for a round to count, at most the clients per round; with fewer, the run stops and can be "
        + "resumed",
        Minimum = 1, Maximum = 1000)]
    public int Quorum { get; init; } = 1;

    /// <summary>
    /// The name of an aggregation rule of the catalogue, by which the updates of a round become the next model.
    /// </summary>
    [Option(OptionSections.Rounds, "How the models that clients send back become one", Form = typeof(NameForm))]
    public string Aggregation { get; init; } = "mean";

    /// <summary>Epochs a client trains in a round.</summary>
    [Option(OptionSections.Rounds, "Passes of a client over its own examples per round", Minimum = 1,
        Maximum = TrainingSettings.MostLocalEpochs)]
    public int LocalEpochs { get; init; } = 1;

    /// <summary>Pictures per step.</summary>
    [Option(OptionSections.Training, "Examples per training step (64 for a table, if omitted)", Minimum = 1,
        Maximum = TrainingSettings.MostBatchSize)]
    public int Batch { get; init; } = 8;

    /// <summary>Learning rate that the poly schedule falls from, round by round.</summary>
    [Option(
        OptionSections.Training,
        "Learning rate at the start of the run, falling to 0 after its last round",
        Minimum = 0, ExcludesMinimum = true, Maximum = TrainingSettings.MostLearningRate)]
    public double LearningRate { get; init; } = 0.05;

    /// <summary>
    /// Rounds of the run, from its first, in which the learning rate rises linearly to the poly schedule's; affinities
    /// are measured after them. Fewer than <see cref="Rounds"/>; 0 = none.
    /// </summary>
    [Option(
        OptionSections.Training,
        "Rounds at the start of the run in which the learning rate rises linearly; affinities are measured after them",
        Minimum = 0, Maximum = 9998, Zero = "none")]
    public int WarmUp { get; init; }

    /// <summary>Momentum of stochastic gradient descent, fresh every round.</summary>
    [Option(
        OptionSections.Training,
        "Momentum of stochastic gradient descent, reset every round",
        Minimum = 0, Maximum = 1, ExcludesMaximum = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay.</summary>
    [Option(OptionSections.Training, "Weight decay", Minimum = 0, Maximum = 1)]
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>
    /// The largest L2 norm of a step's gradients over all weights; longer ones are scaled down to it (Pascanu et al.,
    /// ICML 2013). 0 = none.
    /// </summary>
    [Option(
        OptionSections.Training,
        "Largest L2 norm of the gradients of a step, over all weights; longer gradients are scaled down to it",
        Minimum = 0, Maximum = TrainingSettings.MostClipNorm, Zero = "no limit")]
    public double ClipNorm { get; init; }

    /// <summary>
    /// The last round in which batch norms train with the batch's statistics and learn from them; in those after it
    /// they keep their running statistics and train with them, as they are evaluated (FixBN, arXiv 2303.06530).
    /// </summary>
    [Option(
        OptionSections.Training,
        "Last round in which batch norms update their running statistics. Later rounds train with these statistics "
        + "unchanged, which helps if clients take few steps per round",
        Minimum = 0, Maximum = 9999, Zero = "never")]
    public int FreezeNormsAfter { get; init; }

    /// <summary>How strongly fedprox holds clients near the global model.</summary>
    [Option(
        OptionSections.Training,
        "How strongly fedprox keeps a client near the global model",
        Minimum = 0, Maximum = TrainingSettings.MostProximal)]
    public double Mu { get; init; } = 0.01;

    /// <summary>How strongly gradnorm pulls tasks to one training rate.</summary>
    [Option(
        OptionSections.Training,
        "How strongly gradnorm pulls tasks to the same training rate",
        Minimum = 0, Maximum = TrainingSettings.MostRestoring)]
    public double Alpha { get; init; } = 1.5;

    /// <summary>One of <see cref="Encoders"/>.</summary>
    [Option(OptionSections.Training, "The part of the model that tasks share", Form = typeof(NameForm))]
    public string Encoder { get; init; } = "xception-quarter";

    /// <summary>
    /// What training starts from: the folder of a run, or a safetensors file of its weights; null = weights drawn from
    /// <see cref="Seed"/>. <see cref="Start"/> records what is taken of them.
    /// </summary>
    [Option(
        OptionSections.Training,
        "Weights to start training from: the folder of a run, whose newest model is taken, or a safetensors file, as mas "
        + "export writes it. Parts that the file lacks are drawn from the seed",
        Default = "none, all weights are drawn from the seed", Form = typeof(WeightsForm), OutsideRecipes = true)]
    public string? From { get; init; }

    /// <summary>What the run has taken of <see cref="From"/>; null where it starts from its seed, or has not begun.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StartingWeights? Start { get; init; }

    /// <summary>How layers are normalised: by the batch, or each example by itself, in groups of channels.</summary>
    [Option(
        OptionSections.Training,
        "How the layers of the model are normalised: batch (by the statistics of the batch, whose running means "
        + "clients average), group (by the statistics of each example)",
        Words = ["batch", "group"])]
    public string Norm { get; init; } = "batch";

    /// <summary>
    /// What models make of the categories of a table: numbers that mark them, or a learned vector of this width.
    /// </summary>
    [Option(
        OptionSections.Training,
        "For a table: the length of the vector that a model learns for each category of a column; none leaves categories "
        + "one-hot, auto takes half of the number of categories, at most 50",
        Form = typeof(EmbeddingWidthForm))]
    public EmbeddingWidth EmbeddingWidth { get; init; }

    /// <summary>
    /// The channels of the input that models embed; null = none. A run finds them out from its data where
    /// <see cref="EmbeddingWidth"/> asks for it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChannelEmbedding>? Embeddings { get; init; }

    /// <summary>
    /// What all clients know of their columns, the features and then the targets, where devices have the data; null = they
    /// have none, or are here.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ColumnDescription>? ColumnDescriptions { get; init; }

    /// <summary>Width and height of the pictures in pixels: a multiple of the encoders' output stride.</summary>
    [Option(
        OptionSections.Data,
        "Width and height of the pictures in pixels",
        Label = "Picture size", Minimum = 32, Maximum = 1024, MultipleOf = 16)]
    public int ImageSize { get; init; } = 64;

    /// <summary>Batches between two affinity probes of a client.</summary>
    [Option(
        OptionSections.Splitting,
        "Batches of a client between affinity measurements (which task helps which)",
        Minimum = 0, Maximum = TrainingSettings.MostProbeEvery, Zero = "never")]
    public int ProbeEvery { get; init; } = 10;

    /// <summary>How a probe measures: by taking the step and looking, or by estimating from the gradients.</summary>
    [Option(
        OptionSections.Splitting,
        "How affinity is measured: look-ahead (take a step for each task and compare the losses), first-order "
        + "(estimate it from the gradients, in a fraction of the time)")]
    public AffinityRule Affinity { get; init; }

    /// <summary>
    /// How the clients' measurements become one matrix: plain is the rule of MAS (ICCV 2023); default trimmed, which a few
    /// clients who report nonsense cannot bend.
    /// </summary>
    [Option(
        OptionSections.Splitting,
        "How the clients' measurements become one matrix: plain (the mean), trimmed (one vote per client, leaving out "
        + "the largest and smallest quarters)")]
    public MeanRule AffinityMean { get; init; } = MeanRule.Trimmed;

    /// <summary>Rounds with probes whose mean is the matrix the split is chosen by.</summary>
    [Option(
        OptionSections.Splitting,
        "Rounds, from the first after the warm-up, whose measurements decide the split",
        Minimum = 1, Maximum = 9999)]
    public int ProbeRounds { get; init; } = 10;

    /// <summary>
    /// Ends probing as soon as the groups that the measurements so far would choose have stayed the same in this many
    /// probed rounds running, but not before <see cref="LeastProbedRounds"/>.
    /// </summary>
    [Option(
        OptionSections.Splitting,
        "Measuring stops when the best groups stay the same for this many measured rounds in a row, but not before "
        + "round 5",
        Minimum = 0, Maximum = 9999, Zero = "never")]
    public int ProbeStop { get; init; }

    /// <summary>Rounds between two evaluations on the validation views.</summary>
    [Option(
        OptionSections.Rounds,
        "Rounds between evaluations on the validation examples",
        Minimum = 0, Maximum = 9999, Zero = "only at the end")]
    public int EvaluateEvery { get; init; } = 5;

    /// <summary>
    /// Evaluations in a row without a lower mean of the tasks' validation losses after which a stage stops; it then keeps
    /// the model with the lowest. 0 = every stage trains all its rounds and keeps its last model.
    /// </summary>
    [Option(
        OptionSections.Rounds,
        "Evaluations in a row that find no lower validation loss after which a stage stops; the model with the lowest is "
        + "kept",
        Minimum = 0, Maximum = 9999, Zero = "all rounds are trained and the last model is kept")]
    public int Patience { get; init; }

    /// <summary>What all randomness of the run follows from.</summary>
    [Option(OptionSections.Results, "Seed of all randomness: the same seed gives the same models, bit for bit")]
    public ulong Seed { get; init; }

    /// <summary>Threads that train at once. The result does not depend on it.</summary>
    [Option(
        OptionSections.Results, "Threads that train",
        Default = "one per core", Minimum = 1, Maximum = Engine.Parallelism.WorkPool.MostThreads,
        OutsideRecipes = true)]
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Grams of CO2 equivalent per kilowatt-hour, used to convert joules to CO2. It changes nothing else.
    /// </summary>
    [Option(
        OptionSections.Results,
        "Grams of CO2 per kilowatt-hour, used to convert joules to CO2; the default is the world average of 2023",
        Minimum = 0, Maximum = 2000, OutsideRecipes = true)]
    public double CarbonIntensity { get; init; } = Carbon.WorldAverage;

    /// <summary>The run folder; null = <c>runs/</c> and a name made of time and method.</summary>
    [Option(
        OptionSections.Results,
        "The run's new folder",
        Default = "a folder in runs/ named for the time and the method", OutsideRecipes = true)]
    public string? Out { get; init; }

    /// <summary>
    /// Tasks of the run's own, which <see cref="Tasks"/> may name like those of <see cref="Learning"/>; null = none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TaskDescription>? OwnTasks { get; init; }

    /// <summary>What tasks are chosen from, with their objectives; no part of files. Default what Mas brings.</summary>
    [JsonIgnore]
    public LearningCatalogue Learning { get; init; } = LearningCatalogue.Standard;

    /// <summary>Whether the data define the tasks, and have not said yet which there are.</summary>
    [JsonIgnore]
    public bool AwaitsTasks => Columns is not null && OwnTasks is null;

    /// <summary>The marks of <see cref="Tasks"/>, in its order: their names in files.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> TaskNames =>
    [
        .. TaskMarks.Read(Tasks).Select(name =>
            OwnTasks?.FirstOrDefault(task => task.Mark == name || task.Id == name)?.Mark
            ?? Learning.Find(name)?.Mark ?? name),
    ];

    /// <summary><see cref="Learning"/> with <see cref="OwnTasks"/>, which are all tasks where the data define them.</summary>
    /// <exception cref="InputException">An own task lacks its objective, or has another's name.</exception>
    public LearningCatalogue Known() =>
        (OwnTasks ?? []).Aggregate(
            OwnTasks is null || Columns is null ? Learning : Learning.WithoutTasks(),
            (known, task) => known.With(known.Resolve(task)));

    /// <summary>The tasks of <see cref="Tasks"/>, in its order.</summary>
    /// <exception cref="InputException">A letter is unknown.</exception>
    public IReadOnlyList<LearningTask> TaskSet()
    {
        var known = Known();
        return [.. TaskMarks.Read(Tasks).Select(name => known.Find(name) ?? throw new InputException(
            string.Join(' ', Faults(OptionSpelling.Command))))];
    }

    /// <summary>The shape of what a model reads of an example.</summary>
    [JsonIgnore]
    public FieldShape InputShape => Input ?? FieldShape.Square(ImageSize, 3);

    /// <summary>The name of the source that opens the data.</summary>
    [JsonIgnore]
    public string SourceName => Source ?? DatasetForm.SourceOf(Data, Columns is not null);

    /// <summary>Which columns are read, of data that have columns; null = none is named.</summary>
    [JsonIgnore]
    public ColumnChoice? Columns => Client is null && Targets is null && Features is null && SplitBy is null ? null
        : new() { Client = Client, Targets = Targets, Features = Features, SplitBy = SplitBy };

    /// <summary>How clients train in the first round, by the plain rule.</summary>
    [JsonIgnore]
    public TrainingSettings Training => new()
    {
        Encoder = Encoder,
        Norm = Norm,
        Input = InputShape,
        Embeddings = Embeddings,
        LearningRate = LearningRate,
        Momentum = Momentum,
        WeightDecay = WeightDecay,
        ClipNorm = ClipNorm,
        LocalEpochs = LocalEpochs,
        BatchSize = Batch,
        ProbeEvery = ProbeEvery,
        AffinityRule = Affinity,
    };

    /// <summary>The model of some tasks.</summary>
    public ModelDescription Model(IReadOnlyList<LearningTask> tasks) => Training.Model(tasks);

    /// <summary>The options, with what fits the kind of the data where they leave it open.</summary>
    /// <param name="given">The options that are not open.</param>
    public RunOptions Fitting(IEnumerable<OptionDefinition> given)
    {
        var stated = given.Select(option => option.Property).ToHashSet();
        var fitting = Learning.Sources.FirstOrDefault(source => source.Name == SourceName)?.Fitting ?? new();
        return this with
        {
            Encoder = stated.Contains(nameof(Encoder)) ? Encoder : fitting.Encoder ?? Encoder,
            Batch = stated.Contains(nameof(Batch)) ? Batch : fitting.BatchSize ?? Batch,
        };
    }

    /// <summary>Whether other options are the same, lists by what they hold.</summary>
    internal bool IsWrittenLike(RunOptions other) => JsonElement.DeepEquals(ToJson(), other.ToJson());

    /// <summary>The options, with what data say that another run on them has opened already.</summary>
    /// <param name="opened">The other run's options.</param>
    internal RunOptions DescribedLike(RunOptions opened) => (AwaitsTasks
        ? this with { Input = opened.Input, OwnTasks = opened.OwnTasks, Tasks = opened.Tasks } : this) with
    {
        Embeddings = opened.Embeddings,
        DataDigest = opened.DataDigest,
        Start = From == opened.From ? opened.Start : Start,
    };

    /// <summary>The options, with what devices have said of their columns when the run began.</summary>
    /// <param name="begun">The options that it has begun with.</param>
    internal RunOptions ReadingLike(RunOptions begun) => this with
    {
        Input = begun.Input,
        OwnTasks = begun.OwnTasks,
        Embeddings = begun.Embeddings,
        ColumnDescriptions = begun.ColumnDescriptions,
    };

    /// <summary>The options of a run that starts from the same weights, wherever they were read from.</summary>
    internal RunOptions FromAnywhere() => this with { From = Start is null ? From : null, Start = Start?.Anywhere() };

    /// <summary>The options as <c>run.json</c> has them.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, RunJson.Default.RunOptions);

    /// <summary>
    /// Every fault of these options, one clear sentence each, but for those of their method, which its catalogue knows.
    /// </summary>
    public IReadOnlyList<OptionFault> Faults() => RunRules.Faults(this);

    /// <summary>Every fault of these options, a sentence each.</summary>
    /// <param name="spelling">How the names of options are written.</param>
    public IReadOnlyList<string> Faults(OptionSpelling spelling) =>
        [.. Faults().Select(fault => fault.Sentence(spelling))];
}
