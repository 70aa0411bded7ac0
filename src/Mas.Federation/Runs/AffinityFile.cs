using System.Text.Json.Serialization;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Federation.Runs;

/// <summary>
/// Which tasks help which: <c>affinity.json</c>. A file with <see cref="Tasks"/> and <see cref="Affinity"/> alone is
/// enough to choose groups from; a run writes the rest as well.
/// </summary>
/// <param name="Tasks">The tasks' names, here letters; the order of rows and columns.</param>
/// <param name="Affinity">
/// Row i, column j = Z of i on j; diagonal = self-affinity. Null where it was not measured or, on the diagonal, not
/// given.
/// </param>
public sealed record AffinityFile(IReadOnlyList<string> Tasks, double?[][] Affinity)
{
    /// <summary>The file's name in a run folder.</summary>
    public const string FileName = "affinity.json";

    /// <summary>
    /// Standard deviation between clients, element by element, or null where it was not measured; an element is null
    /// where fewer than two clients measured it.
    /// </summary>
    public double?[][]? Spread { get; init; }

    /// <summary>Every round that probed, or null.</summary>
    public IReadOnlyList<AffinityRound>? History { get; init; }

    /// <summary>The groups chosen, or null where none were.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Groups { get; init; }

    /// <summary>The value of <see cref="Groups"/>, or null.</summary>
    public double? Value { get; init; }

    /// <summary>The second-best grouping into as many groups, or null.</summary>
    public NamedGrouping? RunnerUp { get; init; }

    /// <summary>
    /// Where the number of groups was chosen by a budget, the best partition into 1, 2 .. n groups and what each costs;
    /// null elsewhere.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FrontierPoint>? Frontier { get; init; }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public void Write(string path) => DurableFile.WriteJson(path, this, RunJson.Default.AffinityFile);

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">
    /// It is missing, is not an affinity file, or its matrix is not a square of finite numbers and nulls, one row and
    /// column per task, with at least one number off the diagonal.
    /// </exception>
    public static AffinityFile Read(string path) =>
        WrittenJson.Read(path, RunJson.Default.AffinityFile, file => [.. file.NameFaults(), .. file.MatrixFaults()]);

    /// <summary>The matrix to choose groups by.</summary>
    /// <param name="diagonal">
    /// Whether a task alone scores its element on the file's diagonal; otherwise the mean of the affinities it takes
    /// part in, as by <see cref="AffinityMatrix.FromMeasurements"/>.
    /// </param>
    public AffinityMatrix Matrix(bool diagonal) =>
        diagonal ? AffinityMatrix.FromRows(Affinity) : AffinityMatrix.FromMeasurements(Affinity);

    private IEnumerable<string> NameFaults()
    {
        if (Tasks.Count == 0)
        {
            yield return ValueFault.Of("tasks", "empty", "the name of at least one task");
        }

        foreach (var (index, task) in Tasks.Index())
        {
            if (PlainText.Fault($"tasks[{index}]", task) is { } fault)
            {
                yield return fault;
            }
        }

        foreach (var twice in Tasks.CountBy(task => task).Where(count => count.Value > 1))
        {
            yield return $"tasks lists '{twice.Key}' more than once; expected each name once.";
        }
    }

    private IEnumerable<string> MatrixFaults()
    {
        if (Affinity.Length != Tasks.Count || Affinity.Any(row => row is null || row.Length != Tasks.Count))
        {
            yield return $"affinity does not match tasks in size; expected {Plural.Of(Tasks.Count, "row")} of "
                + $"{Plural.Of(Tasks.Count, "number")}.";
        }
        else if (!Affinity.All(row => row.All(element => element is null || double.IsFinite(element.Value))))
        {
            yield return "affinity has an element that is not finite; expected a number, or null if not measured.";
        }
        else if (Tasks.Count > 1 && Matrix(diagonal: false).OffDiagonal().All(element => element is null))
        {
            yield return "affinity has no number off the diagonal; expected at least one.";
        }
    }
}
