namespace Mas.Server.Audit;

/// <summary>An entry of the audit trail, as it is exported. Nothing in it is a secret.</summary>
/// <param name="Number">Its place in the trail, from 1.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Who">Who acted: an operator, a client, a user of the server's machine; empty = not known.</param>
/// <param name="Address">Where from: an address, or <c>command line</c>, on the server's machine.</param>
/// <param name="Deed">What was done, a word of a closed list.</param>
/// <param name="Subject">What it was done to; empty = nothing besides.</param>
/// <param name="Outcome"><c>done</c>, or <c>refused: </c> and why.</param>
/// <param name="Previous">The hash of the entry before it.</param>
/// <param name="Hash">The SHA-256 over all of this and the hash before it.</param>
public sealed record AuditEntry(
    long Number, DateTimeOffset Time, string Who, string Address, string Deed, string Subject, string Outcome,
    string Previous, string Hash);
