using System.Text.Json.Serialization;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning.Files;
using Mas.Reports.Stories;

namespace Mas.Reports.Comparing;

/// <summary>
/// A comparison in numbers, finished or still going: <c>table.json</c>, whose field names and meanings are stable
/// because other programs read it. docs/guide/comparing.md lists them. Immutable.
/// </summary>
/// <param name="Command">The command it came from.</param>
/// <param name="Tasks">The letters of all tasks; empty where no run is finished.</param>
/// <param name="Seeds">Every seed that some method has finished, ascending.</param>
/// <param name="Baseline">
/// The row that all are held against: one-by-one, or where it is not there or not finished with any seed, the first
/// that is; null where none is.
/// </param>
/// <param name="Methods">The rows, in the order they were given.</param>
public sealed record ComparisonTable(
    string Command,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<ulong> Seeds,
    string? Baseline,
    IReadOnlyList<ComparisonRow> Methods)
{
    /// <summary>The file's name in a comparison's folder.</summary>
    public const string FileName = "table.json";

    /// <summary>The tasks in words; not written to the file.</summary>
    [JsonIgnore]
    public TaskWords Words { get; init; } = TaskWords.Standard;

    /// <summary>The number of seeds asked for; the finished ones if that is not stated.</summary>
    public int SeedsAsked { get; init; }

    /// <summary>
    /// Test losses of the best constant, which depend on the data and not on the method: over the seeds of the
    /// baseline; null where it is not known.
    /// </summary>
    public LossFigures? ConstantTestLoss { get; init; }

    /// <summary>What training tasks in pairs did to their losses, an entry a seed; empty where no method does so.</summary>
    public IReadOnlyList<PairGains> Pairs { get; init; } = [];

    /// <summary>The table of these methods.</summary>
    /// <param name="command">The command it came from.</param>
    /// <param name="methods">The methods, each name once; all runs of the same tasks.</param>
    /// <param name="seedsAsked">How many seeds each method is to have; null = those that some method has finished.</param>
    public static ComparisonTable Of(string command, IReadOnlyList<ComparedMethod> methods, int? seedsAsked = null)
    {
        var sorted = methods
            .Select(method => method with { Runs = [.. method.Runs.OrderBy(run => run.Seed)] }).ToList();
        var runs = sorted.SelectMany(method => method.Runs).ToList();
        var begun = sorted.Where(method => method.Runs.Count > 0).ToList();
        var baseline = begun.Find(method => method.Name == MethodCatalogue.Baseline.Name) ?? begun.FirstOrDefault();
        bool IsRival(ComparedMethod rival, ComparedMethod method) => rival == baseline || (method != baseline
            && rival != method
            && (rival.Name == MethodCatalogue.Together.Name || rival.Name == ComparisonRow.Plain(method.Name)));
        ulong[] seeds = [.. runs.Select(run => run.Seed).Distinct().Order()];
        return new(
            command,
            runs.Count > 0 ? runs[0].Result.Tasks : [],
            seeds,
            baseline?.Name,
            [.. sorted.Select(method => ComparisonRow.Of(method, begun.Where(rival => IsRival(rival, method))))])
        {
            Words = runs.Count > 0 ? runs[0].Story.Words : TaskWords.Standard,
            SeedsAsked = seedsAsked ?? seeds.Length,
            Pairs = PairGains.All(sorted),
            ConstantTestLoss = Constant(baseline),
        };
    }

    private static LossFigures? Constant(ComparedMethod? baseline)
    {
        var losses = baseline?.Runs.Select(run => run.Result.ConstantTestLoss).ToArray();
        return losses is null or [] || losses.Contains(null) ? null : LossFigures.Of([.. losses.OfType<LossSummary>()]);
    }

    /// <summary>The row of a name, or null where there is none.</summary>
    public ComparisonRow? Row(string name) => Methods.FirstOrDefault(row => row.Name == name);

    /// <summary>A row held against the baseline, or null where they have no seed in common.</summary>
    internal PairedFigures? AgainstBaseline(ComparisonRow row) =>
        Baseline is null ? null : row.Against.GetValueOrDefault(Baseline);

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public void Write(string path) => DurableFile.WriteJson(path, this, ComparisonJson.Default.ComparisonTable);
}
