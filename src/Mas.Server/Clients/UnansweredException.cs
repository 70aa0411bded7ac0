namespace Mas.Server.Clients;

/// <summary>No client of a run has answered a question in a way that counts: the run fails.</summary>
/// <param name="sentence">Why the first one does not count.</param>
internal sealed class UnansweredException(string sentence) : Exception(sentence);
