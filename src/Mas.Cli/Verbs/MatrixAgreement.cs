namespace Mas.Cli.Verbs;

/// <summary>How far the matrix that groups are chosen by agrees with another, off the diagonal.</summary>
/// <param name="File">The other's file.</param>
/// <param name="Spearman">Spearman's rho; null where a matrix has no order.</param>
/// <param name="Kendall">Kendall's tau-b; null where a matrix has no order.</param>
/// <param name="Pairs">The pairs of tasks these are taken over: those that both matrices know.</param>
/// <param name="SameGroups">Whether both choose the same groups.</param>
/// <param name="Groups">The groups the other chooses.</param>
internal sealed record MatrixAgreement(
    string File, double? Spearman, double? Kendall, int Pairs, bool SameGroups,
    IReadOnlyList<IReadOnlyList<string>> Groups);
