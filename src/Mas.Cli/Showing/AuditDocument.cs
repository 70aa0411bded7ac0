using Mas.Server.Audit;

namespace Mas.Cli.Showing;

/// <summary>The document of <c>mas audit --json</c>.</summary>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Fault">What is wrong with the first entry that is not as it was written; null = nothing.</param>
internal sealed record AuditDocument(IReadOnlyList<AuditEntry> Entries, string? Fault);
