using System.Globalization;
using Mas.Learning;

namespace Mas.Server.Queue;

/// <summary>What a prune has removed, or would remove.</summary>
/// <param name="Runs">Names of the runs, whose folders and submissions went with them.</param>
/// <param name="Submissions">Names of the submissions, those of the runs too.</param>
/// <param name="Tokens">How many tokens.</param>
/// <param name="Kept">Names of the runs that are old enough and stay, because a process works on their folders.</param>
public sealed record Pruned(
    IReadOnlyList<string> Runs, IReadOnlyList<string> Submissions, int Tokens, IReadOnlyList<string> Kept)
{
    private const int Told = 20;

    /// <summary>Whether it is nothing.</summary>
    public bool IsNothing => Runs.Count + Submissions.Count + Tokens == 0;

    /// <summary>As part of a sentence: <c>2 runs (r1, r2), 3 submissions (t1, t2, t4) and 1 token</c>.</summary>
    public override string ToString() =>
        $"{Named("run", Runs)}, {Named("submission", Submissions)} and {Plural.Of(Tokens, "token")}"
        + (Kept.Count == 0 ? "" : $"; kept, as another process works on the folder: {string.Join(", ", Kept)}");

    private static string Named(string what, IReadOnlyList<string> names) => Plural.Of(names.Count, what)
        + (names.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" ({string.Join(", ", names.Take(Told))}{(names.Count > Told ? $", {names.Count - Told} more" : "")})"));
}
