using System.Text.Json.Serialization;
using Mas.Federation.Ledgers;
using Mas.Learning.Files;

namespace Mas.Federation.Runs;

/// <summary>
/// What came of a run: <c>result.json</c>, whose field names and meanings are stable because other programs read it.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="Tasks">The letters of all tasks.</param>
/// <param name="Groups">The letters of each final model's tasks.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Rounds">Rounds of the run.</param>
/// <param name="MergeRounds">Rounds before the split; 0 where the method does not split.</param>
/// <param name="TestLoss">Test losses of the final models.</param>
/// <param name="InitialTestLoss">Test losses of the untrained model.</param>
/// <param name="ValidationLoss">Validation losses of the final models.</param>
/// <param name="Cost">What the run used.</param>
/// <param name="Stages">Every stage, in the order they began.</param>
/// <param name="ModelSha256">
/// By the letters of each final model's tasks, hexadecimal SHA-256 of its checkpoint's content; by the stage's name
/// where several models have the same tasks.
/// </param>
public sealed record ResultFile(
    string Method,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<IReadOnlyList<string>> Groups,
    ulong Seed,
    int Rounds,
    int MergeRounds,
    LossSummary TestLoss,
    LossSummary InitialTestLoss,
    LossSummary ValidationLoss,
    Cost Cost,
    IReadOnlyList<StageResult> Stages,
    IReadOnlyDictionary<string, string> ModelSha256)
{
    /// <summary>The file's name in a run folder.</summary>
    public const string FileName = "result.json";

    /// <summary>
    /// By task letter, the names of the stages whose models serve it: one, or with standalone one a client. Null in a
    /// file written before this field existed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? ServedBy { get; init; }

    /// <summary>
    /// Test losses of the best outputs that are the same in every pixel, which a model must beat to have learned
    /// anything. Null in a file written before this field existed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LossSummary? ConstantTestLoss { get; init; }

    /// <summary>
    /// By task letter and name, the metrics of the final models on the test views, the loss among them. Without tasks
    /// that were not measured; null in a file written before this field existed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricResult>>? TestMetrics { get; init; }

    /// <summary>How many clients have labels of each task. Null in a file written before this field existed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClientLabels? Labels { get; init; }

    /// <summary>
    /// Grams of CO2 equivalent that the run's joules stand for. Null in a file written before this field existed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Co2Grams { get; init; }

    /// <summary>The grams a kilowatt-hour that <see cref="Co2Grams"/> are found with; null where they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CarbonIntensity { get; init; }

    /// <summary>
    /// Views that the data set excludes. Null where the devices have the data, and in a file written before this field
    /// existed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExcludedViews { get; init; }

    /// <summary>
    /// What readers should know, a sentence each: about the data, what is excluded or unused; about the losses, tasks
    /// that were not measured and validation losses far above training losses. Null in a file written before this field
    /// existed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public void Write(string path) => DurableFile.WriteJson(path, this, RunJson.Default.ResultFile);

    /// <summary>Reads the file.</summary>
    /// <exception cref="Mas.Learning.InputException">It is missing or is no result file.</exception>
    public static ResultFile Read(string path) => DurableFile.ReadJson(path, RunJson.Default.ResultFile);
}
