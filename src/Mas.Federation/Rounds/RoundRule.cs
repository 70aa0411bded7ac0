using Mas.Engine.Randomness;
using Mas.Federation.Grouping;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What is decided of a round before anything is trained, so that a plan knows it too.</summary>
internal static class RoundRule
{
    /// <summary>What the round's draws follow from.</summary>
    /// <param name="run">The run's seed.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="round">The round.</param>
    internal static Seed SeedOf(Seed run, Stage stage, int round) =>
        run.Derive("stage").Derive(stage.Draws).Derive(round);

    /// <summary>The clients that a stage can draw: those with labels of one of its tasks or more.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="names">All there are.</param>
    /// <param name="has">Whether a client has labels of a task.</param>
    internal static IReadOnlyList<string> Able(
        Stage stage, IReadOnlyList<string> names, Func<string, LearningTask, bool> has) =>
        [.. names.Where(client => stage.Tasks.Any(task => has(client, task)))];

    /// <summary>The clients that take part.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="names">Those it can draw, see <see cref="Able"/>.</param>
    /// <param name="seed">The round's.</param>
    internal static IReadOnlyList<string> Clients(
        RunOptions options, Stage stage, IReadOnlyList<string> names, Seed seed) => stage.Client is { } only
            ? [only]
            : Selection.Draw(names, options.ClientsPerRound, seed.Derive("selection"));

    /// <summary>The clients in reserve, in the order in which they are asked.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="names">Those it can draw, see <see cref="Able"/>.</param>
    /// <param name="seed">The round's.</param>
    internal static IReadOnlyList<string> Reserves(
        RunOptions options, Stage stage, IReadOnlyList<string> names, Seed seed) => stage.Client is not null
            ? []
            : Selection.Reserves(names, options.ClientsPerRound, options.OverSelect, seed.Derive("selection"));

    /// <summary>The fewest valid updates that make the round count: a client for itself is alone.</summary>
    internal static int Quorum(RunOptions options, Stage stage) => stage.Client is null ? options.Quorum : 1;

    /// <summary>
    /// The fewest finite losses that make a mean: the share of the clients asked that <see cref="RunOptions.Quorum"/> is of
    /// <see cref="RunOptions.ClientsPerRound"/>, rounded up.
    /// </summary>
    /// <param name="options">The run's options.</param>
    /// <param name="clients">Clients that were asked and may measure the task.</param>
    internal static int EvaluationQuorum(RunOptions options, int clients) =>
        (int)((((long)clients * options.Quorum) + options.ClientsPerRound - 1) / options.ClientsPerRound);

    /// <summary>
    /// Among how many clients what a client trains is averaged: of a decoder, only those with labels of its task, so those
    /// asked that lack one may leave so many fewer.
    /// </summary>
    /// <param name="options">The run's options.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="client">The client.</param>
    /// <param name="chosen">Clients that take part; at least 1.</param>
    /// <param name="asked">All that may be asked, those in reserve included.</param>
    /// <param name="has">Whether a client has labels of a task.</param>
    internal static Cohort Cohort(
        RunOptions options, Stage stage, string client, int chosen, IReadOnlyList<string> asked,
        Func<string, LearningTask, bool> has)
    {
        var fewer = stage.Tasks.Where(task => has(client, task))
            .Max(task => asked.Count(other => !has(other, task)));
        var most = Math.Min(chosen, asked.Count - fewer);
        return new Cohort(most, Math.Clamp(Quorum(options, stage) - fewer, 1, most));
    }

    /// <summary>Whether batch norms keep their statistics in a round.</summary>
    internal static bool FreezesNorms(RunOptions options, int round) =>
        options.FreezeNormsAfter > 0 && round > options.FreezeNormsAfter;

    /// <summary>A client's batches from one affinity probe to the next; 0 = none.</summary>
    internal static int ProbeEvery(RunOptions options, Stage stage, int round)
    {
        var first = FirstProbed(options, stage);
        return stage.Probes && round >= first && round - first < options.ProbeRounds ? options.ProbeEvery : 0;
    }

    /// <summary>
    /// Whether a stage may stop before its last round: the warm-up of the run is over, and so are the rounds that measure
    /// what groups are chosen by.
    /// </summary>
    internal static bool MayStop(RunOptions options, Stage stage, int round) => round >= options.WarmUp
        && (stage.Chooses == GroupKind.None || round - FirstProbed(options, stage) >= options.ProbeRounds - 1);

    /// <summary>The first round of a stage in which clients probe, if they do: the warm-up of the run is over.</summary>
    internal static int FirstProbed(RunOptions options, Stage stage) => Math.Max(stage.FirstRound, options.WarmUp + 1);
}
