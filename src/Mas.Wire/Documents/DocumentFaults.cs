using System.Globalization;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Wire.Documents;

/// <summary>What is wrong with a document that is good JSON: each fault a sentence.</summary>
internal static class DocumentFaults
{
    private const int LongestName = 128;
    private const int LongestFault = 1000;
    private const int MostCores = 65_536;
    private const int MostAsked = 1000;
    private const int MostTasks = 64;

    // A thousand clients of so many views are the most whose mean stays exact; no training takes so many.
    private const int MostViews = 500_000;

    // Sums over the bins of a thousand clients stay within 64 bits.
    private const long MostCounted = 1L << 40;
    private const double LongestSeconds = 1e7;

    // Losses are made of float32; sums of those of a thousand clients, each times its views, stay finite.
    private const double LargestLoss = float.MaxValue;
    private const int MostProbes = 1_000_000;

    // What a thousand clients say they have sent adds up without overflow.
    private const long MostBytes = 1_000_000_000_000_000;

    internal static void Throw(string what, IEnumerable<string> faults)
    {
        if (string.Join(' ', faults) is { Length: > 0 } all)
        {
            throw new InvalidDataException($"The {what} cannot be used: {all}");
        }
    }

    internal static IEnumerable<string> Of(OrderDocument order) =>
    [
        .. Version(order.Protocol),
        .. Name("run", order.Run),
        .. Name("client", order.Client),
        .. new object?[] { order.Training, order.Evaluation, order.Counting, order.Constants, order.Summing }.Count(
            asked => asked is not null)
            is 1 ? [] : Fault("It must ask for exactly one of training, evaluation, counting, constants and summing."),
        .. order.Model is null == (order.Training is null && order.Evaluation is null)
            ? [] : Fault("It must name a model if it asks for training or an evaluation, and no model elsewhere."),
        .. order.Model is { } model ? Reference("model", model) : [],
        .. order.Training is { } training ? Of(training) : [],
        .. order.Evaluation is { } evaluation ? Of(evaluation) : [],
        .. order.Counting is { } counting
            ? [.. Tasks(counting.Tasks), .. counting.Input.Faults("input")] : Array.Empty<string>(),
        .. order.Constants is { } constants ? Of(constants) : [],
        .. order.Summing is { } summing ? ColumnFaults.Of("summing.columns", summing.Columns) : [],
        .. order.Columns is { } columns ? ColumnFaults.Of(columns, order.Summing is not null) : [],
    ];

    internal static IEnumerable<string> Of(UpdateDocument update, OrderDocument order)
    {
        if (update.Trained is null != order.Training is null
            || update.Evaluated is null != (order.Evaluation is null && order.Constants is null)
            || update.Counted is null != order.Counting is null || update.Summed is null != order.Summing is null)
        {
            return [.. Version(update.Protocol), "It does not answer what the order asks."];
        }

        return
        [
            .. Version(update.Protocol),
            .. update.Trained is { } trained ? Of(trained, order) : [],
            .. update.Evaluated is { } evaluated ? Of(evaluated, order) : [],
            .. update.Counted is { } counted ? Of(counted, order.Counting!) : [],
            .. update.Summed is { } summed ? ColumnFaults.Of(summed, MostViews) : [],
        ];
    }

    internal static IEnumerable<string> Of(FailureDocument failure) =>
    [
        .. Version(failure.Protocol),
        .. failure.Fault.Length is 0 or > FailureDocument.LongestFault || !PlainText.Is(failure.Fault)
            ? Fault($"fault must have 1 to {FailureDocument.LongestFault} characters of {PlainText.Rule}.") : [],
        .. Bytes("bytesUp", failure.BytesUp),
    ];

    internal static IEnumerable<string> Of(JoinDocument join) =>
    [
        .. Version(join.Protocol),
        .. Name("client", join.Client),
        .. join.Fields.Count == 0 && join.Statement?.Source is not null ? [] : Fields(join.Fields),
        .. Within("trainingViews", join.TrainingViews, 0, MostViews),
        .. Within("validationViews", join.ValidationViews, 0, MostViews),
        .. Within("testViews", join.TestViews, 0, MostViews),
        .. join.Statement is { } said ? Of(said) : [],
        .. join.Token.Length is > 0 and <= LongestName ? [] : Fault($"token has 1 to {LongestName} characters."),
        .. join.PublicKey.Length is > 0 and <= 512 ? [] : Fault("publicKey has 1 to 512 characters."),
    ];

    private static IEnumerable<string> Of(TrainingDocument training) =>
    [
        .. Name("stage", training.Stage),
        .. Tasks(training.Tasks),
        .. Within("round", training.Round, 1, 9999),
        .. Within("cohort.asked", training.Cohort.Asked, 1, MostAsked),
        .. Within("cohort.least", training.Cohort.Least, 1, training.Cohort.Asked),
        .. training.Settings.Faults("settings"),
        .. Balance(training.Balance, training),
        .. training.Seed.Length == 16 && training.Seed.All(char.IsAsciiHexDigitLower)
            ? [] : Fault("seed is 16 hexadecimal digits, lower case."),
    ];

    internal static IEnumerable<string> Of(StatementDocument said) =>
    [
        .. Version(said.Protocol),
        .. said.MemoryBytes > 0 ? [] : Fault("memoryBytes must be above 0."),
        .. Within("cores", said.Cores, 1, MostCores),
        .. said.OperationsPerSecond > 0 && double.IsFinite(said.OperationsPerSecond)
            ? [] : Fault("operationsPerSecond must be above 0 and finite."),
        .. Real("secondsADay", said.SecondsADay, LongestSeconds),
        .. Real("joulesADay", said.JoulesADay, double.MaxValue),
        .. said.BytesADay >= 0 ? [] : Fault("bytesADay must be at least 0."),
        .. said.Rests is { } rests && (rests.Length > LongestFault || !PlainText.Is(rests))
            ? Fault($"rests must have at most {LongestFault} characters of {PlainText.Rule}.") : [],
        .. said.Source is null ? [] : CatalogueNames.Faults("source", said.Source),
        .. said.Labels is null || said.Labels.All(each => each.Key.Length is > 0 and <= TaskDescription.LongestMark && each.Key.All(char.IsAsciiLetterOrDigit)
            && LabelSource.IsName(each.Value ?? ""))
            ? [] : Fault($"labels has letters of tasks, each with the name of a source: {LabelSource.Rule}."),
    ];

    private static IEnumerable<string> Of(EvaluationDocument evaluation) =>
    [
        .. Tasks(evaluation.Tasks),
        .. CatalogueNames.Faults("encoder", evaluation.Encoder),
        .. CatalogueNames.Faults("norm", evaluation.Norm),
        .. evaluation.Input.Faults("input"),
        .. ChannelEmbedding.Faults("embeddings", evaluation.Input, evaluation.Embeddings ?? []),
        .. Within("batchSize", evaluation.BatchSize, 1, TrainingSettings.MostBatchSize),
        .. Enum.IsDefined(evaluation.Split) ? [] : Fault("split is unknown."),
    ];

    private static IEnumerable<string> Of(ConstantsDocument constants) =>
    [
        .. Tasks(constants.Tasks),
        .. constants.Input.Faults("input"),
        .. Enum.IsDefined(constants.Split) ? [] : Fault("split is not a known split."),
        .. constants.Outputs.Count == constants.Tasks.Count && constants.Outputs.Zip(constants.Tasks).All(pair =>
            pair.First is null || (pair.First.Count == pair.Second.Outputs
                && pair.First.All(float.IsFinite)))
            ? [] : Fault("outputs must have, per task, null or a finite number per output channel."),
    ];

    private static IEnumerable<string> Of(CountedDocument counted, CountingDocument asked) =>
        counted.Targets.Count == asked.Tasks.Count && counted.Targets.Zip(asked.Tasks).All(pair =>
            pair.First?.Count == pair.Second.TargetChannels && pair.First.All(IsHistogram))
            ? [] : Fault("targets must have, per task, a histogram per target channel.");

    private static bool IsHistogram(HistogramDocument? histogram) =>
        histogram is not null && histogram.LowestBin >= -TargetHistogram.LargestBin
        && histogram.Counts.Count <= TargetHistogram.LargestBin - histogram.LowestBin + 1
        && histogram.Counts.All(count => count is >= 0 and <= MostCounted);

    private static IEnumerable<string> Of(TrainedDocument trained, OrderDocument order)
    {
        var tasks = order.Tasks.Count;
        return
        [
            .. trained.Weights is null == (trained.Fault is not null)
                ? [] : Fault("It must have either weights or a fault."),
            .. trained.Weights is { } weights ? Reference("weights", weights) : [],
            .. trained.Weights is { } sent && sent.Bytes != order.Model!.Bytes
                ? Fault($"The weights take {sent.Bytes} bytes, the order's model {order.Model.Bytes}.") : [],
            .. trained.Fault is { } fault && (fault.Length > LongestFault || !PlainText.Is(fault))
                ? Fault($"fault must have at most {LongestFault} characters of {PlainText.Rule}.") : [],
            .. Within("samples", trained.Samples, 1, MostViews),
            .. trained.Labelled is { } labelled ? Labelled(labelled, trained, tasks) : [],
            .. Losses(
                trained.Losses, trained.Measured, tasks,
                (long)trained.Samples * order.Training!.Settings.LocalEpochs * order.Input.Positions),
            .. Within("probes", trained.Probes, 0, MostProbes),
            .. trained.Affinity is null == (trained.Probes == 0)
                ? [] : Fault("affinity and probes must both be given or both be absent."),
            .. trained.Affinity is { } rows && (rows.Length != tasks || rows.Any(row => row?.Length != tasks))
                ? Fault($"affinity must have {Plural.Of(tasks, "row")} of {Plural.Of(tasks, "number")}.") : [],
            .. Balance(trained.Balance, order.Training),
            .. trained.Flops >= 0 ? [] : Fault("flops must be at least 0."),
            .. Bytes("bytesResent", trained.BytesResent),
            .. trained.MemoryBytes >= 0 ? [] : Fault("memoryBytes must be at least 0."),
            .. Real("wallSeconds", trained.WallSeconds, LongestSeconds),
            .. Real("cpuSeconds", trained.CpuSeconds, LongestSeconds),
            .. Real("probeSeconds", trained.ProbeSeconds, LongestSeconds),
        ];
    }

    /// <summary>What is wrong with the numbers of labels: a device has no more than examples, and measures no task without.</summary>
    private static IEnumerable<string> Labelled(IReadOnlyList<int> labelled, TrainedDocument trained, int tasks) =>
    [
        .. Count("labelled", labelled.Count, tasks),
        .. labelled.All(examples => examples >= 0 && examples <= trained.Samples) && labelled.Any(examples => examples > 0)
            ? [] : Fault($"labelled must be 0 to {trained.Samples}, the samples, and above 0 for one task or more."),
        .. labelled.Zip(trained.Measured).All(pair => pair.First > 0 || pair.Second == 0)
            ? [] : Fault("measured must be 0 where labelled is 0."),
        .. labelled.Index().Any(task => task.Item == 0 && Tells(trained.Affinity, task.Index))
            ? Fault("affinity must be null where labelled is 0.") : [],
    ];

    private static bool Tells(double?[][]? affinity, int task) => affinity is not null
        && (affinity.ElementAtOrDefault(task)?.Any(value => value is not null) == true
            || affinity.Any(row => row?.ElementAtOrDefault(task) is not null));

    private static IEnumerable<string> Of(EvaluatedDocument evaluated, OrderDocument order) =>
    [
        .. Losses(
            evaluated.Losses, evaluated.Measured, order.Tasks.Count,
            (long)evaluated.Views * order.Input.Positions),
        .. evaluated.Sums is { } sums && (sums.Count != order.Tasks.Count || !sums.SelectMany(task => task).All(double.IsFinite))
            ? Fault($"sums must have finite numbers for {Plural.Of(order.Tasks.Count, "task")}.") : [],
        .. Within("views", evaluated.Views, 0, MostViews),
    ];

    /// <summary>
    /// What is wrong with the form of losses: a loss of no pixel, pixels without a loss, more pixels than there are, or a
    /// number that no float32 can be. One that is not finite is no lie: a model that has diverged has such losses.
    /// </summary>
    private static IEnumerable<string> Losses(
        IReadOnlyList<double?> losses, IReadOnlyList<long> measured, int tasks, long mostPixels) =>
    [
        .. Count("losses", losses.Count, tasks),
        .. Count("measured", measured.Count, tasks),
        .. measured.All(pixels => pixels >= 0 && pixels <= mostPixels)
            ? [] : Fault($"measured must be 0 to {mostPixels}, the pixels of the views."),
        .. losses.Zip(measured).All(pair => pair.First is null == (pair.Second == 0))
            ? [] : Fault("A loss must be null where measured is 0, and a number elsewhere."),
        .. losses.All(loss => loss is not { } value || !double.IsFinite(value) || IsFloat(value))
            ? [] : Fault("A loss exceeds the float32 range."),
    ];

    private static bool IsFloat(double loss) => Math.Abs(loss) <= LargestLoss;

    /// <summary>
    /// What is wrong with the form of a balance, whichever way it goes. Whether its numbers can be averaged is seen
    /// where they are: an honest device may have diverged.
    /// </summary>
    private static IEnumerable<string> Balance(LossBalance? balance, TrainingDocument training)
    {
        if (balance is null)
        {
            return [];
        }

        var tasks = training.Tasks.Count;
        return
        [
            .. training.Settings.Step.KeepsBalance
                ? [] : Fault("balance is there, and the step keeps none."),
            .. Count("balance.weights", balance.Weights.Count, tasks),
            .. balance.FirstLosses is { } first
                ? Count("balance.firstLosses", first.Count, tasks) : Fault("balance has no firstLosses."),
        ];
    }

    private static string[] Version(int version) => version == Protocol.Version
        ? [] : Fault($"It is of protocol {version}, this side speaks {Protocol.Version}; update the older of the two.");

    internal static string[] Name(string field, string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '.' && !name.Any(Forbidden)
            ? []
            : Fault(
                $"{field} is '{Shown(name)}'; expected 1 to {LongestName} letters, digits, spaces, - _ . ( ), no dot "
                + "first.");

    private static string Shown(string name) => PlainText.Of(string.Concat(name.Take(LongestName)));

    private static bool Forbidden(char letter) => !char.IsLetterOrDigit(letter) && !" -_.()".Contains(letter);

    private static string[] Tasks(IReadOnlyList<TaskDescription> tasks) =>
        tasks.Count is 0 or > MostTasks || tasks.Any(task => task is null)
            ? Fault($"tasks must have 1 to {MostTasks} tasks.")
            : tasks.DistinctBy(task => task.Id).Count() < tasks.Count
                || tasks.DistinctBy(task => task.Mark).Count() < tasks.Count
                ? Fault("tasks must have ids and marks that differ.")
                : [.. tasks.SelectMany((task, place) => task.Faults($"tasks[{place}]"))];

    private static string[] Fields(IReadOnlyList<string> fields) =>
        fields.Count is > 0 and <= MostTasks && fields.Distinct().Count() == fields.Count
            && fields.All(TaskDescription.IsField)
            ? [] : Fault($"fields must have 1 to {MostTasks} names of fields, each once: {TaskDescription.FieldRule}.");

    private static string[] Reference(string field, ModelReference reference) =>
        Sha256Name.IsOne(reference.Sha256) && reference.Bytes is > 0 and <= int.MaxValue * (long)sizeof(float)
            ? [] : Fault($"{field} has a SHA-256 in hexadecimal and a length.");

    private static string[] Count(string field, int found, int tasks) =>
        found == tasks ? [] : Fault($"{field} has {Plural.Of(found, "number")} for {Plural.Of(tasks, "task")}.");

    private static string[] Within(string field, int value, int least, int most) =>
        value >= least && value <= most ? [] : Fault($"{field} is {value}; it must be {least} to {most}.");

    private static string[] Bytes(string field, long value) => value is >= 0 and <= MostBytes
        ? [] : Fault($"{field} is {value}; it must be 0 to {MostBytes}.");

    private static string[] Real(string field, double value, double most) => value >= 0 && value <= most
        ? [] : Fault(string.Create(CultureInfo.InvariantCulture, $"{field} is {value}; it must be 0 to {most}."));

    private static string[] Fault(string sentence) => [sentence];
}
