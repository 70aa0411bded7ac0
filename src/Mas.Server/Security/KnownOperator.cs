namespace Mas.Server.Security;

/// <summary>An operator who has shown who they are.</summary>
/// <param name="Name">The operator.</param>
/// <param name="Scopes">What the operator may do.</param>
/// <param name="Proof">What showed it, as a sentence says it: <c>key</c> or <c>access token</c>.</param>
internal sealed record KnownOperator(string Name, IReadOnlyList<OperatorScope> Scopes, string Proof)
{
    /// <summary>Whether the operator may do something.</summary>
    internal bool Has(OperatorScope scope) => Scopes.Contains(scope) || Scopes.Contains(OperatorScope.Admin);
}
