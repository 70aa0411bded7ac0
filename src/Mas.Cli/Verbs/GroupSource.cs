using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Federation.Grouping;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary>Where <c>mas group</c> takes its matrix from: a file, or what the clients of a run measured.</summary>
internal sealed class GroupSource
{
    private readonly Option<string?> _file = Choice.Place(
        "--affinity", "FILE", "A JSON file {\"tasks\": [...], \"affinity\": [[...]]}, row i and column j = what a step for "
        + "task i does for task j; or the affinity.json of a run.");

    private readonly Option<string?> _run = Choice.Place(
        "--run", "DIR", "Instead of a file: the folder of a run, finished or not, for what its clients measured.");

    private readonly Option<string> _mean = Choice.OneOf(
        "--affinity-mean", null, RunOptions.AffinityMeans, "With --run, how the clients' measurements become one matrix: "
        + $"{string.Join(" or ", RunOptions.AffinityMeans)}. Left out: as the run did.");

    private readonly Option<int> _liars = Choice.Whole(
        "--liars", 0, new(0, LiarTrial.MostLiars), "With --run, also shows how far so many clients that lie could have bent "
        + "the choice, under either mean");

    /// <summary>Adds its options to the verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _file, _run, _mean, _liars })
            verb.Add(option);
    }

    /// <summary>The matrix, and what clients measured where there is need of that.</summary>
    /// <exception cref="InputException">The options do not fit together, or there is no such matrix.</exception>
    public (AffinityFile Matrix, RunAffinity? Measured, int Liars) Read(ParseResult parsed)
    {
        var (file, run, mean, liars) =
            (parsed.GetValue(_file), parsed.GetValue(_run), parsed.GetValue(_mean), parsed.GetValue(_liars));
        string[] faults = [.. Faults(file, run, mean, liars)];
        if (faults.Length > 0)
            throw new InputException(string.Join(' ', faults));
        if (file is not null)
            return (AffinityFile.Read(file), null, 0);
        var measured = RunAffinity.Read(run!, mean, everyClient: liars > 0);
        var clients = measured.UsedRounds.Values.SelectMany(round => round.Clients ?? [])
            .Select(client => client.Client).Distinct().Count();
        return liars <= clients || liars == 0
            ? (new AffinityFile(measured.Tasks, measured.History.Matrix()!.ToRows()), measured, liars)
            : throw new InputException($"--liars {liars} is more than the {clients} clients that measured in {run}.");
    }

    private static IEnumerable<string> Faults(string? file, string? run, string? mean, int liars)
    {
        if (file is null == run is null)
        {
            yield return "'mas group' needs either --affinity FILE or --run DIR"
                + (file is null ? "." : "; both are given.");
        }

        if (run is null && mean is not null)
            yield return "--affinity-mean needs --run: a file holds one matrix already.";
        if (run is null && liars > 0)
            yield return "--liars needs --run: a file does not tell what each client measured.";
    }
}
