using System.CommandLine;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary>
/// Where <c>mas group</c> takes its matrices from: a file, or what the clients of a run measured; and what a task alone
/// scores.
/// </summary>
internal sealed class GroupSource
{
    /// <summary>A task alone scores the mean of what it gives and takes.</summary>
    public const string Mean = "mean";

    private const string File = "file";

    private static readonly string[] _means =
        [.. RunTable.Standard[nameof(RunOptions.AffinityMean)].Form.Words.Select(word => word.Name)];

    private readonly Option<string?> _file = Choice.Place(
        "--affinity", "FILE", "A JSON file {\"tasks\": [...], \"affinity\": [[...]]}, row i and column j = what a step for "
        + "task i does for task j, null = not measured; or the affinity.json of a run.");

    private readonly Option<string> _self = Choice.OneOf(
        "--self-affinity", Mean, [Mean, File], $"What a task alone scores: {Mean} (of all it gives to and takes from "
        + $"the others, the rule of runs; the diagonal of the file is not read) or {File} (the diagonal of the file).");

    private readonly Option<string?> _run = Choice.Place(
        "--run", "DIR", "Instead of a file: the folder of a run, finished or not, for what its clients measured.");

    private readonly Option<string> _mean = Choice.OneOf(
        "--affinity-mean", null, _means, "With --run, how the clients' measurements become one "
        + $"matrix: {string.Join(" or ", _means)}. Default: as the run did.");

    private readonly Option<int> _liars = Choice.Whole(
        "--liars", 0, new(0, LiarTrial.MostLiars), "With --run, also shows how far that many lying clients could have "
        + "bent the choice, under either mean");

    private readonly Option<string?> _against = Choice.Place(
        "--against", "FILE", "A second affinity file of the same tasks: also shows how far the two agree in the order "
        + "of their elements, and whether they choose the same groups.");

    /// <summary>Adds its options to the verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _file, _self, _run, _mean, _liars, _against })
        {
            verb.Add(option);
        }
    }

    /// <summary>The matrices asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="overlap">Whether groups may share tasks, so that the diagonal is not used.</param>
    /// <exception cref="InputException">The options do not fit together, or there is no such matrix.</exception>
    public GroupMatrices Read(ParseResult parsed, bool overlap)
    {
        var (file, run, mean, liars, self) = (
            parsed.GetValue(_file), parsed.GetValue(_run), parsed.GetValue(_mean), parsed.GetValue(_liars),
            parsed.GetValue(_self)!);
        string[] faults =
        [
            .. Faults(file, run, mean, liars),
            .. SelfFaults(self, run, overlap, given: parsed.GetResult(_self) is { Implicit: false }),
            .. liars > 0 && overlap ? ["--liars bends partitions; leave out --overlap."] : Array.Empty<string>(),
        ];
        if (faults.Length > 0)
        {
            throw new InputException(string.Join(' ', faults));
        }

        var matrices = file is not null ? OfFile(file, self, overlap) : OfRun(run!, MeanOf(mean), liars, overlap);
        return parsed.GetValue(_against) is { } other
            ? matrices with { Against = Other(other, matrices, self) } : matrices;
    }

    private static GroupMatrices OfFile(string path, string self, bool overlap)
    {
        var file = AffinityFile.Read(path);
        var matrix = Matrix(path, file, self);
        return new GroupMatrices(file.Tasks, matrix)
        {
            SelfAffinity = overlap ? null : self,
            Note = !overlap && file.Affinity.Where((row, task) => IsOther(row[task], matrix[task, task])).Any()
                ? $"{path}: the numbers on its diagonal are not read; a task alone scores the mean of what it gives "
                    + $"and takes. --self-affinity {File} takes the diagonal."
                : null,
        };
    }

    private static MeanRule? MeanOf(string? word) =>
        word is not null && RunTable.Standard[nameof(RunOptions.AffinityMean)].Form.TryRead(word, out var rule)
            ? (MeanRule?)rule : null;

    private static GroupMatrices OfRun(string run, MeanRule? mean, int liars, bool overlap)
    {
        var measured = RunAffinity.Read(run, mean, everyClient: liars > 0);
        var clients = measured.UsedRounds.Values.SelectMany(round => round.Clients ?? [])
            .Select(client => client.Client).Distinct().Count();
        return liars <= clients || liars == 0
            ? new GroupMatrices(measured.Tasks, measured.History.Matrix()!)
            {
                SelfAffinity = overlap ? null : Mean,
                LiarsTo = liars > 0 ? (measured.UsedRounds, liars) : null,
            }
            : throw new InputException(
                $"--liars {liars} is more than the {Plural.Of(clients, "client")} that measured in {run}.");
    }

    private static (string Path, AffinityMatrix Matrix) Other(string path, GroupMatrices matrices, string self)
    {
        var other = AffinityFile.Read(path);
        return other.Tasks.SequenceEqual(matrices.Tasks)
            ? (path, Matrix(path, other, self))
            : throw new InputException(
                $"{path} has the tasks {string.Join(", ", other.Tasks)}; "
                + $"expected {string.Join(", ", matrices.Tasks)}, in this order.");
    }

    private static AffinityMatrix Matrix(string path, AffinityFile file, string self)
    {
        var without = file.Tasks.Where((_, task) => file.Affinity[task][task] is null);
        return self == File && without.FirstOrDefault() is { } task
            ? throw new InputException(
                $"{path}: --self-affinity {File} reads the score of a task alone from the diagonal, which has no "
                + $"number for {task}; give one, or leave the option out.")
            : file.Matrix(diagonal: self == File);
    }

    // Beyond the rounding of the digits that people write.
    private static bool IsOther(double? written, double? rule) =>
        written is { } number && !(Math.Abs(number - (rule ?? 0)) <= 1e-9 * Math.Max(1, Math.Abs(number)));

    private static IEnumerable<string> SelfFaults(string self, string? run, bool overlap, bool given)
    {
        if (self == File && run is not null)
        {
            yield return $"--self-affinity {File} needs --affinity: clients do not measure the diagonal.";
        }
        else if (given && overlap)
        {
            yield return "--self-affinity cannot be combined with --overlap, under which a task alone scores nothing.";
        }
    }

    private static IEnumerable<string> Faults(string? file, string? run, string? mean, int liars)
    {
        if (file is null == run is null)
        {
            yield return "'mas group' needs either --affinity FILE or --run DIR"
                + (file is null ? "." : "; both are given.");
        }

        if (run is null && mean is not null)
        {
            yield return "--affinity-mean needs --run: a file holds one matrix already.";
        }

        if (run is null && liars > 0)
        {
            yield return "--liars needs --run: a file does not record what each client measured.";
        }
    }
}
